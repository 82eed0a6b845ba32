// A token that has ended.
import type { Exchange } from '../exchange.js';
import { anyRequest, fails, pages, read, reasonOf } from './parts.js';

export const tokenRefused: Exchange = {
  name: 'token-refused',
  source: pages.service,
  read,
  request: anyRequest,
  response: fails({ code: 401, message: 'The access token is not valid any more.', status: 'UNAUTHENTICATED', details: [reasonOf('ACCESS_TOKEN_EXPIRED', { service: 'vision.googleapis.com', method: 'google.cloud.vision.v1.ImageAnnotator.BatchAnnotateImages' })] }),
  expected: { kind: 'failure', errorClass: 'CREDENTIAL' },
};
