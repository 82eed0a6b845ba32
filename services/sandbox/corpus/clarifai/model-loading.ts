// The model is on its way up.
import type { Exchange } from '../exchange.js';
import { anyRequest, failure, fails, pages, read } from './parts.js';

export const modelLoading: Exchange = {
  name: 'model-loading',
  source: pages.codes,
  read,
  request: anyRequest,
  response: fails(503, { code: 21_355, description: 'Model is loading' }),
  expected: failure('OVERLOADED'),
};
