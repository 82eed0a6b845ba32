// Most of the prompt was read from the cache, inside prompt_tokens.
import { answers, type Exchange } from '../exchange.js';
import { completion, ofJson, pages, post, read, usageOf } from './parts.js';

export const cachedUsage: Exchange = {
  name: 'cached-usage',
  source: pages.caching,
  read,
  request: post({ model: 'openai/gpt-4.1-mini', messages: [{ role: 'user', content: 'May I smoke?' }], max_tokens: 64 }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: completion({ content: 'Not inside.' }, { usage: usageOf(2304, 6, { cached: 1920 }) }),
  },
  expected: answers({
    text: 'Not inside.',
    usage: { meters: { input: 384, cached_input: 1920, output: 6, reasoning: 0 }, inputTokens: 2304, outputTokens: 6 },
    finish: { unified: 'stop', raw: 'stop' },
  }),
};
