// A model that does not exist, or not for this account.
import type { Exchange } from '../exchange.js';
import { fails, pages, post, read } from './parts.js';

export const modelNotFound: Exchange = {
  name: 'model-not-found',
  source: pages.errors,
  read,
  request: post({ model: 'gpt-0-corpus', messages: [{ role: 'user', content: 'Hello' }], max_completion_tokens: 64 }),
  response: fails(404, { message: 'The model `gpt-0-corpus` does not exist or is not available to this account.', type: 'invalid_request_error', param: null, code: 'model_not_found' }),
  expected: { kind: 'failure', errorClass: 'MODEL_GONE' },
};
