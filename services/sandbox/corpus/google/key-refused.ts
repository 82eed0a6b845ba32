// A key that is not valid is a bad request here; a detail says what is bad.
import type { Exchange } from '../exchange.js';
import { anyRequest, fails, pages, read } from './parts.js';

export const keyRefused: Exchange = {
  name: 'key-refused',
  source: pages.errors,
  read,
  request: anyRequest,
  response: fails({
    code: 400,
    message: 'API key not valid. Please pass a valid API key.',
    status: 'INVALID_ARGUMENT',
    details: [
      { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID', domain: 'googleapis.com', metadata: { service: 'generativelanguage.googleapis.com' } },
      { '@type': 'type.googleapis.com/google.rpc.LocalizedMessage', locale: 'en-US', message: 'API key not valid. Please pass a valid API key.' },
    ],
  }),
  expected: { kind: 'failure', errorClass: 'CREDENTIAL' },
};
