// One call of a tool, whole: no content, and arguments as a text that is JSON.
import type { ChatCompletion } from 'openai/resources/chat/completions';
import { answers, type Exchange } from '../exchange.js';
import { ofJson, pages, post, read, weatherTool } from './parts.js';

export const toolCall: Exchange = {
  name: 'tool-call',
  source: pages.tools,
  read,
  request: post({ model: 'gpt-4.1-mini', messages: [{ role: 'user', content: 'Is it raining in Ålesund?' }], tools: [weatherTool], max_completion_tokens: 64 }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: {
      id: 'chatcmpl-C1aToolToolToolToolToolTo2',
      object: 'chat.completion',
      created: 1795272060,
      model: 'gpt-4.1-mini-2025-04-14',
      choices: [
        {
          index: 0,
          message: {
            role: 'assistant',
            content: null,
            refusal: null,
            annotations: [],
            tool_calls: [{ id: 'call_Q1w2E3r4T5y6U7i8O9p0AaBb', type: 'function', function: { name: 'get_weather', arguments: '{"city":"Ålesund"}' } }],
          },
          logprobs: null,
          finish_reason: 'tool_calls',
        },
      ],
      usage: {
        prompt_tokens: 57,
        completion_tokens: 17,
        total_tokens: 74,
        prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
        completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0, accepted_prediction_tokens: 0, rejected_prediction_tokens: 0 },
      },
      service_tier: 'default',
      system_fingerprint: 'fp_c0ffee0001',
    } satisfies ChatCompletion,
  },
  expected: answers({
    toolCalls: [{ id: 'call_Q1w2E3r4T5y6U7i8O9p0AaBb', name: 'get_weather', arguments: { city: 'Ålesund' } }],
    usage: { meters: { input: 57, cached_input: 0, output: 17, reasoning: 0 }, inputTokens: 57, outputTokens: 17 },
    finish: { unified: 'tool_calls', raw: 'tool_calls' },
  }),
};
