// The only picture could not be fetched: why is with its output.
import type { Exchange } from '../exchange.js';
import { answered, failure, outputOf, pages, post, read } from './parts.js';

export const badPicture: Exchange = {
  name: 'bad-picture',
  source: pages.codes,
  read,
  request: post({ pictures: [{ url: 'https://example.com/gone.jpg' }] }),
  response: answered([outputOf({}, { url: 'https://example.com/gone.jpg', status: { code: 30_002, description: 'Download failed; check the address' } })], { status: { code: 10_020, description: 'Failure' }, http: 400 }),
  expected: failure('CALLER'),
};
