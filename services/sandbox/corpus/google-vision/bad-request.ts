// A request that the vendor cannot read names the field.
import type { Exchange } from '../exchange.js';
import { fails, pages, post, read } from './parts.js';

export const badRequest: Exchange = {
  name: 'bad-request',
  source: pages.errors,
  read,
  request: post({ feature: 'LABEL_DETECTION', most: -1 }),
  response: fails({ code: 400, message: 'max_results must be positive.', status: 'INVALID_ARGUMENT', details: [{ '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations: [{ field: 'requests[0].features[0].max_results', description: 'It is negative.' }] }] }),
  expected: { kind: 'failure', errorClass: 'CALLER' },
};
