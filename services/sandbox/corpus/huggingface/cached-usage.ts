// A vendor behind the router that caches tells it inside prompt_tokens, as OpenAI does.
import { answers, type Exchange } from '../exchange.js';
import { asks, completion, ofJson, pages, post, read, usageOf } from './parts.js';

export const cachedUsage: Exchange = {
  name: 'cached-usage',
  source: pages.chat,
  read,
  request: post({ model: 'openai/gpt-oss-20b', messages: asks('And the second rule?'), max_tokens: 64 }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: completion({ content: 'No bicycles.' }, { usage: { ...usageOf(1680, 4), prompt_tokens_details: { cached_tokens: 1536 } } }),
  },
  expected: answers({
    text: 'No bicycles.',
    usage: { meters: { input: 144, cached_input: 1536, output: 4 }, inputTokens: 1680, outputTokens: 4 },
    finish: { unified: 'stop', raw: 'stop' },
  }),
};
