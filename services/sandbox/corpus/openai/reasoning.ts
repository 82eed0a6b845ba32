// Thinking is not shown, only counted: inside completion_tokens.
import type { ChatCompletion } from 'openai/resources/chat/completions';
import { answers, type Exchange } from '../exchange.js';
import { ofJson, pages, post, read } from './parts.js';

export const reasoning: Exchange = {
  name: 'reasoning',
  source: pages.reasoning,
  read,
  request: post({
    model: 'gpt-5-mini',
    messages: [{ role: 'user', content: 'How many prime numbers are below 20?' }],
    max_completion_tokens: 2048,
    reasoning_effort: 'low',
  }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: {
      id: 'chatcmpl-C1aReasonReasonReasonReasonR5',
      object: 'chat.completion',
      created: 1795272180,
      model: 'gpt-5-mini-2025-08-07',
      choices: [{ index: 0, message: { role: 'assistant', content: 'Eight.', refusal: null, annotations: [] }, logprobs: null, finish_reason: 'stop' }],
      usage: {
        prompt_tokens: 16,
        completion_tokens: 202,
        total_tokens: 218,
        prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
        completion_tokens_details: { reasoning_tokens: 192, audio_tokens: 0, accepted_prediction_tokens: 0, rejected_prediction_tokens: 0 },
      },
      service_tier: 'default',
      system_fingerprint: 'fp_c0ffee0002',
    } satisfies ChatCompletion,
  },
  expected: answers({
    text: 'Eight.',
    usage: { meters: { input: 16, cached_input: 0, output: 10, reasoning: 192 }, inputTokens: 16, outputTokens: 202 },
    finish: { unified: 'stop', raw: 'stop' },
  }),
};
