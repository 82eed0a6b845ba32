// A model that is not in the app.
import type { Exchange } from '../exchange.js';
import { failure, fails, pages, post, read } from './parts.js';

export const modelNotFound: Exchange = {
  name: 'model-not-found',
  source: pages.codes,
  read,
  request: post({ model: 'no-such-model' }),
  response: fails(404, { code: 21_200, description: 'Model does not exist', details: "Model 'no-such-model' does not exist." }),
  expected: failure('MODEL_GONE'),
};
