// One of two pictures could not be looked at: the status of the whole says so, and the answer is not whole.
import type { Exchange } from '../exchange.js';
import { answered, concept, failure, outputOf, pages, pixel, post, read } from './parts.js';

export const mixed: Exchange = {
  name: 'mixed',
  source: pages.codes,
  read,
  request: post({ pictures: [{ base64: pixel }, { url: 'https://example.com/gone.jpg' }] }),
  response: answered([outputOf({ concepts: [concept('lake', 0.91)] }), outputOf({}, { url: 'https://example.com/gone.jpg', status: { code: 30_002, description: 'Download failed; check the address' } })], { status: { code: 10_010, description: 'Mixed Success' } }),
  expected: failure('BAD_OUTPUT'),
};
