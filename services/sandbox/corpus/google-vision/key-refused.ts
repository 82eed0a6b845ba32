// A key that is not valid is a bad request here; a detail says what is bad.
import type { Exchange } from '../exchange.js';
import { anyRequest, fails, pages, read, reasonOf } from './parts.js';

export const keyRefused: Exchange = {
  name: 'key-refused',
  source: pages.service,
  read,
  request: anyRequest,
  response: fails({ code: 400, message: 'API key not valid. Please pass a valid API key.', status: 'INVALID_ARGUMENT', details: [reasonOf('API_KEY_INVALID')] }),
  expected: { kind: 'failure', errorClass: 'CREDENTIAL' },
};
