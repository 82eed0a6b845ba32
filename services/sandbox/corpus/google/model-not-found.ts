// A model that does not exist, or not in this version of the interface.
import type { Exchange } from '../exchange.js';
import { asks, fails, pages, post, read } from './parts.js';

export const modelNotFound: Exchange = {
  name: 'model-not-found',
  source: pages.errors,
  read,
  request: post({ contents: asks('Hello'), generationConfig: { maxOutputTokens: 64 } }, { model: 'gemini-0-corpus' }),
  response: fails({ code: 404, message: 'models/gemini-0-corpus is not found for API version v1beta, or is not supported for generateContent.', status: 'NOT_FOUND' }),
  expected: { kind: 'failure', errorClass: 'MODEL_GONE' },
};
