// Models of the cloud want a key.
import type { Exchange } from '../exchange.js';
import { anyRequest, fails, pages, read } from './parts.js';

export const keyRefused: Exchange = {
  name: 'key-refused',
  source: pages.errors,
  read,
  request: anyRequest,
  response: fails(401, 'unauthorized', {}, { signin_url: 'https://ollama.com/connect?name=corpus' }),
  expected: { kind: 'failure', errorClass: 'CREDENTIAL' },
};
