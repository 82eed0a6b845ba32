// The vendor behind it broke down after it began: the error and its status are inside a chunk, in a stream of status 200.
import type { Exchange } from '../exchange.js';
import { chunk, failedChunk, ofStream, pages, post, processing, read } from './parts.js';

export const failedStream: Exchange = {
  name: 'failed-stream',
  source: pages.streaming,
  read,
  request: post({ model: 'openai/gpt-4.1-mini', messages: [{ role: 'user', content: 'Name a pass.' }], max_tokens: 64, stream: true, stream_options: { include_usage: true } }),
  response: {
    status: 200,
    headers: ofStream,
    kind: 'sse',
    lineEnd: '\n',
    events: [
      processing,
      chunk({ content: 'Passo' }),
      failedChunk({ code: 502, message: 'Provider disconnected' }),
    ],
  },
  expected: { kind: 'failure', errorClass: 'OVERLOADED' },
};
