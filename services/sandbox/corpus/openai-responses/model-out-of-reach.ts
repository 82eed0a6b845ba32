// A model that is not for this account.
import type { Exchange } from '../exchange.js';
import { anyRequest, fails, pages, read } from './parts.js';

export const modelOutOfReach: Exchange = {
  name: 'model-out-of-reach',
  source: pages.errors,
  read,
  request: anyRequest,
  response: fails(404, { message: 'The model `gpt-4.1-mini` does not exist or is not available to this account.', type: 'invalid_request_error', param: null, code: 'model_not_found' }),
  expected: { kind: 'failure', errorClass: 'MODEL_GONE' },
};
