// Most of the prompt was read from the cache and a little was written to it; both counts are inside input_tokens.
import { answers, type Exchange } from '../exchange.js';
import { answered, message, pages, post, read, response, usage } from './parts.js';

export const cachedUsage: Exchange = {
  name: 'cached-usage',
  source: pages.caching,
  read,
  request: post({ model: 'gpt-4.1-mini', instructions: 'A long text that was here before.', input: 'Is the pass open?', prompt_cache_key: 'passes', max_output_tokens: 64, store: false }),
  response: answered(response({
    id: 'resp_a7Cache0Cache0Cache0Cache0Cache0Cache0Cache0Ca',
    model: 'gpt-4.1-mini-2025-04-14',
    instructions: 'A long text that was here before.',
    max_output_tokens: 64,
    prompt_cache_key: 'passes',
    output: [message('msg_a7Cache0Cache0Cache0Cache0Cache0Cache0Cache0Cac', 'From June.')],
    usage: usage({ input: 96, cached: 1536, written: 384, output: 6 }),
  })),
  expected: answers({
    text: 'From June.',
    usage: { meters: { input: 96, cached_input: 1536, cache_write: 384, output: 6, reasoning: 0 }, inputTokens: 2016, outputTokens: 6 },
    finish: { unified: 'stop', raw: 'completed' },
  }),
};
