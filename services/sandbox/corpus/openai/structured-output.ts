// An answer that fits a schema is text like any other.
import type { ChatCompletion } from 'openai/resources/chat/completions';
import { answers, type Exchange } from '../exchange.js';
import { ofJson, pages, post, read } from './parts.js';

export const structuredOutput: Exchange = {
  name: 'structured-output',
  source: pages.structured,
  read,
  request: post({
    model: 'gpt-4.1-mini',
    messages: [{ role: 'user', content: 'A city and its river.' }],
    max_completion_tokens: 64,
    response_format: {
      type: 'json_schema',
      json_schema: { name: 'place', strict: true, schema: { type: 'object', properties: { city: { type: 'string' }, river: { type: 'string' } }, required: ['city', 'river'], additionalProperties: false } },
    },
  }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: {
      id: 'chatcmpl-C1aStructStructStructStructS6',
      object: 'chat.completion',
      created: 1795272180,
      model: 'gpt-4.1-mini-2025-04-14',
      choices: [{ index: 0, message: { role: 'assistant', content: '{"city":"Basel","river":"Rhein"}', refusal: null, annotations: [] }, logprobs: null, finish_reason: 'stop' }],
      usage: {
        prompt_tokens: 48,
        completion_tokens: 11,
        total_tokens: 59,
        prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
        completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0, accepted_prediction_tokens: 0, rejected_prediction_tokens: 0 },
      },
      service_tier: 'default',
      system_fingerprint: 'fp_c0ffee0002',
    } satisfies ChatCompletion,
  },
  expected: answers({
    text: '{"city":"Basel","river":"Rhein"}',
    usage: { meters: { input: 48, cached_input: 0, output: 11, reasoning: 0 }, inputTokens: 48, outputTokens: 11 },
    finish: { unified: 'stop', raw: 'stop' },
  }),
};
