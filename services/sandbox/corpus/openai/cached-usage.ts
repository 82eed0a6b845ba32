// Most of the prompt was read from the cache and a little was written to it; both counts are inside prompt_tokens.
import type { ChatCompletion } from 'openai/resources/chat/completions';
import { answers, type Exchange } from '../exchange.js';
import { ofJson, pages, post, read } from './parts.js';

export const cachedUsage: Exchange = {
  name: 'cached-usage',
  source: pages.caching,
  read,
  request: post({
    model: 'gpt-5-mini',
    messages: [{ role: 'developer', content: 'The long rules of the house.' }, { role: 'user', content: 'May I smoke?' }],
    max_completion_tokens: 64,
    prompt_cache_key: 'house-rules',
  }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: {
      id: 'chatcmpl-C1aCacheCacheCacheCacheCache4',
      object: 'chat.completion',
      created: 1795272180,
      model: 'gpt-5-mini-2025-08-07',
      choices: [{ index: 0, message: { role: 'assistant', content: 'Not inside.', refusal: null, annotations: [] }, logprobs: null, finish_reason: 'stop' }],
      usage: {
        prompt_tokens: 2304,
        completion_tokens: 6,
        total_tokens: 2310,
        prompt_tokens_details: { cached_tokens: 1920, audio_tokens: 0, cache_write_tokens: 256 },
        completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0, accepted_prediction_tokens: 0, rejected_prediction_tokens: 0 },
      },
      service_tier: 'default',
      system_fingerprint: 'fp_c0ffee0002',
    } satisfies ChatCompletion,
  },
  expected: answers({
    text: 'Not inside.',
    usage: { meters: { input: 128, cached_input: 1920, cache_write: 256, output: 6, reasoning: 0 }, inputTokens: 2304, outputTokens: 6 },
    finish: { unified: 'stop', raw: 'stop' },
  }),
};
