// Two calls in one stream: the first piece of each names it, all others carry its index and a piece of its arguments.
import type { ChatCompletionChunk } from 'openai/resources/chat/completions';
import { answers, type Exchange } from '../exchange.js';
import { ofStream, pages, post, read, weatherTool } from './parts.js';

const head = { id: 'chatcmpl-C1aParaParaParaParaParaPa3', object: 'chat.completion.chunk', created: 1795272120, model: 'gpt-4.1-mini-2025-04-14', service_tier: 'default', system_fingerprint: 'fp_c0ffee0001' } as const;

function chunk(delta: ChatCompletionChunk.Choice.Delta, finish: ChatCompletionChunk.Choice['finish_reason'] = null): { data: ChatCompletionChunk } {
  return { data: { ...head, choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }], usage: null, obfuscation: 'x' } };
}

function named(index: number, id: string): { data: ChatCompletionChunk } {
  return chunk({ tool_calls: [{ index, id, type: 'function', function: { name: 'get_weather', arguments: '' } }] });
}

function piece(index: number, text: string): { data: ChatCompletionChunk } {
  return chunk({ tool_calls: [{ index, function: { arguments: text } }] });
}

export const parallelToolCalls: Exchange = {
  name: 'parallel-tool-calls',
  source: pages.tools,
  read,
  request: post({ model: 'gpt-4.1-mini', messages: [{ role: 'user', content: 'Where is it warmer, in Łódź or in Bern?' }], tools: [weatherTool], max_completion_tokens: 64, stream: true, stream_options: { include_usage: true } }),
  response: {
    status: 200,
    headers: ofStream,
    kind: 'sse',
    lineEnd: '\n',
    events: [
      chunk({ role: 'assistant', content: null, refusal: null }),
      named(0, 'call_First0First0First0First0'),
      piece(0, '{"ci'),
      piece(0, 'ty": "Ł'),
      piece(0, 'ódź"}'),
      named(1, 'call_Second1Second1Second1Se'),
      piece(1, '{"city"'),
      piece(1, ': "Bern"}'),
      chunk({}, 'tool_calls'),
      {
        data: {
          ...head,
          choices: [],
          usage: {
            prompt_tokens: 64,
            completion_tokens: 49,
            total_tokens: 113,
            prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
            completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0, accepted_prediction_tokens: 0, rejected_prediction_tokens: 0 },
          },
          obfuscation: 'x',
        } satisfies ChatCompletionChunk,
      },
      { data: '[DONE]' },
    ],
  },
  expected: answers({
    toolCalls: [
      { id: 'call_First0First0First0First0', name: 'get_weather', arguments: { city: 'Łódź' } },
      { id: 'call_Second1Second1Second1Se', name: 'get_weather', arguments: { city: 'Bern' } },
    ],
    usage: { meters: { input: 64, cached_input: 0, output: 49, reasoning: 0 }, inputTokens: 64, outputTokens: 49 },
    finish: { unified: 'tool_calls', raw: 'tool_calls' },
  }),
};
