// A picture in the prompt: its tokens are told apart, inside prompt_tokens.
import type { ChatCompletion } from 'openai/resources/chat/completions';
import { answers, type Exchange } from '../exchange.js';
import { ofJson, pages, post, read } from './parts.js';

export const vision: Exchange = {
  name: 'vision',
  source: pages.vision,
  read,
  request: post({
    model: 'gpt-4.1-mini',
    messages: [{ role: 'user', content: [{ type: 'text', text: 'What is this?' }, { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=', detail: 'low' } }] }],
    max_completion_tokens: 64,
  }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: {
      id: 'chatcmpl-C1aVisionVisionVisionVisionV7',
      object: 'chat.completion',
      created: 1795272180,
      model: 'gpt-4.1-mini-2025-04-14',
      choices: [{ index: 0, message: { role: 'assistant', content: 'A grey square.', refusal: null, annotations: [] }, logprobs: null, finish_reason: 'stop' }],
      usage: {
        prompt_tokens: 100,
        completion_tokens: 5,
        total_tokens: 105,
        prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0, text_tokens: 12, image_tokens: 88 },
        completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0, accepted_prediction_tokens: 0, rejected_prediction_tokens: 0 },
      },
      service_tier: 'default',
      system_fingerprint: 'fp_c0ffee0002',
    } satisfies ChatCompletion,
  },
  expected: answers({
    text: 'A grey square.',
    usage: { meters: { input: 100, cached_input: 0, output: 5, reasoning: 0 }, inputTokens: 100, outputTokens: 5 },
    finish: { unified: 'stop', raw: 'stop' },
  }),
};
