// The vendor broke down after it began, and says so in an event of its own; no response ends behind it.
import type { Exchange } from '../exchange.js';
import { begun, pages, post, read, response, speaks, streamed } from './parts.js';

const start = begun(response({ id: 'resp_b5Fail00Fail00Fail00Fail00Fail00Fail00Fail00Fa', model: 'gpt-4.1-mini-2025-04-14', max_output_tokens: 64, output: [], usage: null }));

export const failedStream: Exchange = {
  name: 'failed-stream',
  source: pages.events,
  read,
  request: post({ model: 'gpt-4.1-mini', input: 'Name a pass.', max_output_tokens: 64, store: false, stream: true }),
  response: streamed([
    { type: 'response.created', response: start },
    { type: 'response.in_progress', response: start },
    ...speaks(0, { id: 'msg_b5Fail00Fail00Fail00Fail00Fail00Fail00Fail00Fai', pieces: ['Gott'] }).slice(0, 3),
    { type: 'error', code: 'server_error', message: 'The server had an error while it answered.', param: null },
  ]),
  expected: { kind: 'failure', errorClass: 'OVERLOADED' },
};
