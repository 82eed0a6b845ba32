// A token that may not predict.
import type { Exchange } from '../exchange.js';
import { anyRequest, failure, fails, pages, read } from './parts.js';

export const keyWithoutScope: Exchange = {
  name: 'key-without-scope',
  source: pages.codes,
  read,
  request: anyRequest,
  response: fails(403, { code: 11_007, description: 'API key has insufficient permissions' }),
  expected: failure('CREDENTIAL'),
};
