// A model that does not exist: here that is a mistake in the body, with the code that chat completions give to a missing page.
import type { Exchange } from '../exchange.js';
import { fails, pages, post, read } from './parts.js';

export const modelNotFound: Exchange = {
  name: 'model-not-found',
  source: pages.errors,
  read,
  request: post({ model: 'gpt-0-corpus', input: 'Hello', max_output_tokens: 64, store: false }),
  response: fails(400, { message: "There is no model 'gpt-0-corpus'.", type: 'invalid_request_error', param: 'model', code: 'model_not_found' }),
  expected: { kind: 'failure', errorClass: 'MODEL_GONE' },
};
