// The answer reached the cap of the request.
import type { ChatCompletion } from 'openai/resources/chat/completions';
import { answers, type Exchange } from '../exchange.js';
import { ofJson, pages, post, read } from './parts.js';

export const cutAtTheCap: Exchange = {
  name: 'cut-at-the-cap',
  source: pages.completion,
  read,
  request: post({
    model: 'gpt-4.1-mini',
    messages: [{ role: 'user', content: 'Count as far as you can.' }],
    max_completion_tokens: 8,
  }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: {
      id: 'chatcmpl-C1aLengthLengthLengthLengthL8',
      object: 'chat.completion',
      created: 1795272180,
      model: 'gpt-4.1-mini-2025-04-14',
      choices: [{ index: 0, message: { role: 'assistant', content: 'One, two, three, four', refusal: null, annotations: [] }, logprobs: null, finish_reason: 'length' }],
      usage: {
        prompt_tokens: 13,
        completion_tokens: 8,
        total_tokens: 21,
        prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
        completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0, accepted_prediction_tokens: 0, rejected_prediction_tokens: 0 },
      },
      service_tier: 'default',
      system_fingerprint: 'fp_c0ffee0002',
    } satisfies ChatCompletion,
  },
  expected: answers({
    text: 'One, two, three, four',
    usage: { meters: { input: 13, cached_input: 0, output: 8, reasoning: 0 }, inputTokens: 13, outputTokens: 8 },
    finish: { unified: 'length', raw: 'length' },
  }),
};
