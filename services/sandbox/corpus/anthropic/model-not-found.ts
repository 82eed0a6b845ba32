// A model that does not exist.
import type { Exchange } from '../exchange.js';
import { fails, pages, post, read } from './parts.js';

export const modelNotFound: Exchange = {
  name: 'model-not-found',
  source: pages.errors,
  read,
  request: post({ model: 'claude-0-corpus', max_tokens: 64, messages: [{ role: 'user', content: 'Hello' }] }),
  response: fails(404, { type: 'not_found_error', message: 'model: claude-0-corpus' }),
  expected: { kind: 'failure', errorClass: 'MODEL_GONE' },
};
