// A stream that the vendor stops: a reason with details, and no words.
import { answers, type Exchange } from '../exchange.js';
import { named, ofStream, pages, post, read, started, usageOf } from './parts.js';

export const refusal: Exchange = {
  name: 'refusal',
  source: pages.stopReasons,
  read,
  request: post({ model: 'claude-haiku-4-5', max_tokens: 64, messages: [{ role: 'user', content: 'Name a lake.' }], stream: true }),
  response: {
    status: 200,
    headers: ofStream,
    kind: 'sse',
    lineEnd: '\n',
    events: [
      started('msg_01RefuseRefuseRefuseRefu', usageOf({ input_tokens: 31, output_tokens: 1 })),
      named({
        type: 'message_delta',
        delta: { stop_reason: 'refusal', stop_sequence: null, stop_details: { type: 'refusal', category: 'cyber', explanation: null }, container: null },
        usage: { input_tokens: 31, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 1, output_tokens_details: null, server_tool_use: null },
      }),
      named({ type: 'message_stop' }),
    ],
  },
  expected: answers({
    usage: { meters: { input: 31, cached_input: 0, cache_write_5m: 0, cache_write_1h: 0, output: 1 }, inputTokens: 31, outputTokens: 1 },
    finish: { unified: 'refusal', raw: 'refusal' },
  }),
};
