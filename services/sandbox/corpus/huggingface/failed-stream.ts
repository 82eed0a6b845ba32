// The server behind the router broke down after it began.
import type { Exchange } from '../exchange.js';
import { asks, chunk, ofStream, pages, post, read } from './parts.js';

export const failedStream: Exchange = {
  name: 'failed-stream',
  source: pages.errors,
  read,
  request: post({ model: 'openai/gpt-oss-20b', messages: asks('Name a lake.'), max_tokens: 64, stream: true, stream_options: { include_usage: true } }),
  response: { status: 200, headers: ofStream, kind: 'sse', lineEnd: '\n', events: [chunk({ content: 'Lago' }), { data: { error: { message: 'The server went away.', type: 'server_error', code: 'server_error' } } }] },
  expected: { kind: 'failure', errorClass: 'OVERLOADED' },
};
