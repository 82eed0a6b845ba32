// The model refuses, in a field of its own: content is null, and the finish reason says stop.
import type { ChatCompletion } from 'openai/resources/chat/completions';
import { answers, type Exchange } from '../exchange.js';
import { ofJson, pages, post, read } from './parts.js';

export const refusal: Exchange = {
  name: 'refusal',
  source: pages.structured,
  read,
  request: post({
    model: 'gpt-4.1-mini',
    messages: [{ role: 'user', content: 'Something that it will not do.' }],
    max_completion_tokens: 64,
  }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: {
      id: 'chatcmpl-C1aRefuseRefuseRefuseRefuseR9',
      object: 'chat.completion',
      created: 1795272180,
      model: 'gpt-4.1-mini-2025-04-14',
      choices: [{ index: 0, message: { role: 'assistant', content: null, refusal: 'That is nothing I can help with.', annotations: [] }, logprobs: null, finish_reason: 'stop' }],
      usage: {
        prompt_tokens: 14,
        completion_tokens: 9,
        total_tokens: 23,
        prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
        completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0, accepted_prediction_tokens: 0, rejected_prediction_tokens: 0 },
      },
      service_tier: 'default',
      system_fingerprint: 'fp_c0ffee0002',
    } satisfies ChatCompletion,
  },
  expected: answers({
    text: 'That is nothing I can help with.',
    usage: { meters: { input: 14, cached_input: 0, output: 9, reasoning: 0 }, inputTokens: 14, outputTokens: 9 },
    finish: { unified: 'refusal', raw: 'stop' },
  }),
};
