// Nobody behind the router sells the model: it says so as a bad request.
import type { Exchange } from '../exchange.js';
import { fails, pages, post, read, asks } from './parts.js';

export const modelNotFound: Exchange = {
  name: 'model-not-found',
  source: pages.router,
  read,
  request: post({ model: 'acme/no-such-model', messages: asks('Name a lake.'), max_tokens: 64 }),
  response: fails(400, { message: "The requested model 'acme/no-such-model' is not supported by any provider you have enabled.", type: 'invalid_request_error', param: 'model', code: 'model_not_supported' }),
  expected: { kind: 'failure', errorClass: 'MODEL_GONE' },
};
