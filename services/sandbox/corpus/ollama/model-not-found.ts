// A model that was not pulled.
import type { Exchange } from '../exchange.js';
import { fails, pages, post, read } from './parts.js';

export const modelNotFound: Exchange = {
  name: 'model-not-found',
  source: pages.errors,
  read,
  request: post({ model: 'llama0-corpus', stream: false, messages: [{ role: 'user', content: 'Hello' }], options: { num_predict: 64 } }),
  response: fails(404, "model 'llama0-corpus' not found"),
  expected: { kind: 'failure', errorClass: 'MODEL_GONE' },
};
