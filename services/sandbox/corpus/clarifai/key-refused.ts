// A token that nobody knows.
import type { Exchange } from '../exchange.js';
import { anyRequest, failure, fails, pages, read } from './parts.js';

export const keyRefused: Exchange = {
  name: 'key-refused',
  source: pages.codes,
  read,
  request: anyRequest,
  response: fails(401, { code: 11_009, description: 'API key not found', details: 'No such key or token.' }),
  expected: failure('CREDENTIAL'),
};
