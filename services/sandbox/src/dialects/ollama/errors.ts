// Ollama's error bodies: one sentence, the status says the rest.

import type { Described } from '../dialect.js';
import type { Failure } from '../failure.js';

export function describeOllama(failure: Failure): Described {
  const { status, message } = wordingOf(failure);
  return { status, body: { error: failure.message ?? message } };
}

function wordingOf(failure: Failure): { status: number; message: string } {
  const { subject = '' } = failure;
  switch (failure.kind) {
    case 'missing_key':
    case 'revoked_key': return { status: 401, message: 'unauthorized' };
    case 'out_of_quota':
    case 'rate_limited': return { status: 429, message: 'too many requests' };
    case 'model_not_found': return { status: 404, message: `model '${subject}' not found` };
    case 'invalid_request': return { status: 400, message: 'invalid request' };
    case 'context_too_long': return { status: 400, message: 'the input length exceeds the context length' };
    case 'too_large': return { status: 413, message: 'request body too large' };
    case 'not_found': return { status: 404, message: '404 page not found' };
    case 'method_not_allowed': return { status: 405, message: '405 method not allowed' };
    case 'status': return { status: failure.status ?? 500, message: failure.status === 503 ? 'server busy, please try again. maximum pending requests exceeded' : 'an error was encountered while running the model' };
  }
}
