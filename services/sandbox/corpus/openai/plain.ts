// An ordinary answer.
import type { ChatCompletion } from 'openai/resources/chat/completions';
import { answers, type Exchange } from '../exchange.js';
import { ofJson, pages, post, read } from './parts.js';

export const plain: Exchange = {
  name: 'plain',
  source: pages.completion,
  read,
  request: post({ model: 'gpt-4.1-mini', messages: [{ role: 'system', content: 'Answer in one sentence.' }, { role: 'user', content: 'Name a river.' }], max_completion_tokens: 64 }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: {
      id: 'chatcmpl-C1aPlainPlainPlainPlainPlain0',
      object: 'chat.completion',
      created: 1795272000,
      model: 'gpt-4.1-mini-2025-04-14',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: 'The Aare flows through Bern, “calmly”. 🛶', refusal: null, annotations: [] },
          logprobs: null,
          finish_reason: 'stop',
        },
      ],
      usage: {
        prompt_tokens: 21,
        completion_tokens: 13,
        total_tokens: 34,
        prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
        completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0, accepted_prediction_tokens: 0, rejected_prediction_tokens: 0 },
      },
      service_tier: 'default',
      system_fingerprint: 'fp_c0ffee0001',
    } satisfies ChatCompletion,
  },
  expected: answers({
    text: 'The Aare flows through Bern, “calmly”. 🛶',
    usage: { meters: { input: 21, cached_input: 0, output: 13, reasoning: 0 }, inputTokens: 21, outputTokens: 13 },
    finish: { unified: 'stop', raw: 'stop' },
  }),
};
