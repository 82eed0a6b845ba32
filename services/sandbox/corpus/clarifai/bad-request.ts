// A request that is out of range.
import type { Exchange } from '../exchange.js';
import { failure, fails, pages, post, read } from './parts.js';

export const badRequest: Exchange = {
  name: 'bad-request',
  source: pages.parameters,
  read,
  request: post({ most: 201 }),
  response: fails(400, { code: 11_102, description: 'Invalid request', details: 'max_concepts must be from 1 to 200.' }),
  expected: failure('CALLER'),
};
