// A model that does not exist is a bad request too.
import type { Exchange } from '../exchange.js';
import { asks, fails, pages, post, read } from './parts.js';

export const modelNotFound: Exchange = {
  name: 'model-not-found',
  source: pages.errors,
  read,
  request: post({ messages: asks('Hello'), inferenceConfig: { maxTokens: 64 } }, { model: 'corpus.none-v0:0' }),
  response: fails(400, 'ValidationException', 'The provided model identifier is invalid.'),
  expected: { kind: 'failure', errorClass: 'MODEL_GONE' },
};
