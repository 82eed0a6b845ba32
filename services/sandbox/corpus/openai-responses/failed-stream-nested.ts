// The same breakdown in the vendor's other way to say it: the error stands in an object of its own, as in the body of a refusal.
import type { Exchange } from '../exchange.js';
import { begun, pages, post, read, response, streamed } from './parts.js';

const start = begun(response({ id: 'resp_b7Nest00Nest00Nest00Nest00Nest00Nest00Nest00Ne', model: 'gpt-5-mini-2025-08-07', max_output_tokens: 64, output: [], usage: null }));

export const failedStreamNested: Exchange = {
  name: 'failed-stream-nested',
  source: pages.sdkStream,
  read,
  request: post({ model: 'gpt-5-mini', input: 'Name a pass.', max_output_tokens: 64, store: false, stream: true }),
  response: streamed([
    { type: 'response.created', response: start },
    { type: 'response.in_progress', response: start },
    { type: 'error', error: { type: 'server_error', code: 'server_error', message: 'The server had an error while it answered.', param: null } },
  ]),
  expected: { kind: 'failure', errorClass: 'OVERLOADED' },
};
