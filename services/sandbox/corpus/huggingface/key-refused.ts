// A token that is not valid.
import type { Exchange } from '../exchange.js';
import { anyRequest, fails, pages, read } from './parts.js';

export const keyRefused: Exchange = {
  name: 'key-refused',
  source: pages.errors,
  read,
  request: anyRequest,
  response: fails(401, 'Invalid username or password.'),
  expected: { kind: 'failure', errorClass: 'CREDENTIAL' },
};
