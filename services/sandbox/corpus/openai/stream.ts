// An ordinary answer as it comes: a first chunk with the role, one per piece, the reason, the usage, and [DONE].
import type { ChatCompletionChunk } from 'openai/resources/chat/completions';
import { answers, type Exchange } from '../exchange.js';
import { ofStream, pages, post, read } from './parts.js';

const head = {
  id: 'chatcmpl-C1aStreamStreamStreamStrea1',
  object: 'chat.completion.chunk',
  created: 1795272000,
  model: 'gpt-4.1-mini-2025-04-14',
  service_tier: 'default',
  system_fingerprint: 'fp_c0ffee0001',
} as const;

function chunk(delta: ChatCompletionChunk.Choice.Delta, finish: ChatCompletionChunk.Choice['finish_reason'], obfuscation: string): { data: ChatCompletionChunk } {
  return { data: { ...head, choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }], usage: null, obfuscation } };
}

export const stream: Exchange = {
  name: 'stream',
  source: pages.chunks,
  read,
  request: post({ model: 'gpt-4.1-mini', messages: [{ role: 'user', content: 'Name a river.' }], max_completion_tokens: 64, stream: true, stream_options: { include_usage: true } }),
  response: {
    status: 200,
    headers: ofStream,
    kind: 'sse',
    lineEnd: '\n',
    events: [
      chunk({ role: 'assistant', content: '', refusal: null }, null, 'k2Vd9sQ'),
      chunk({ content: 'The' }, null, 'uX'),
      chunk({ content: ' Limmat → ' }, null, ''),
      chunk({ content: 'Zürich' }, null, 'pLq0'),
      chunk({ content: '.\n🚂' }, null, 'a91Zt'),
      chunk({}, 'stop', 'W3'),
      {
        data: {
          ...head,
          choices: [],
          usage: {
            prompt_tokens: 11,
            completion_tokens: 9,
            total_tokens: 20,
            prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
            completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0, accepted_prediction_tokens: 0, rejected_prediction_tokens: 0 },
          },
          obfuscation: 'bQ7xR',
        } satisfies ChatCompletionChunk,
      },
      { data: '[DONE]' },
    ],
  },
  expected: answers({
    text: 'The Limmat → Zürich.\n🚂',
    usage: { meters: { input: 11, cached_input: 0, output: 9, reasoning: 0 }, inputTokens: 11, outputTokens: 9 },
    finish: { unified: 'stop', raw: 'stop' },
  }),
};
