// A key that is not valid.
import type { Exchange } from '../exchange.js';
import { anyRequest, fails, pages, read } from './parts.js';

export const keyRefused: Exchange = {
  name: 'key-refused',
  source: pages.errors,
  read,
  request: anyRequest,
  response: fails(401, { message: 'Incorrect API key provided: sk-corp*.', type: 'invalid_request_error', param: null, code: 'invalid_api_key' }),
  expected: { kind: 'failure', errorClass: 'CREDENTIAL' },
};
