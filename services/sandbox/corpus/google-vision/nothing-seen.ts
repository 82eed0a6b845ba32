// A picture on which nothing was found has an empty answer, and is billed like another.
import type { Exchange } from '../exchange.js';
import { pages, post, read, sees } from './parts.js';

export const nothingSeen: Exchange = {
  name: 'nothing-seen',
  source: pages.response,
  read,
  request: post({ feature: 'LOGO_DETECTION' }),
  response: sees({}),
  expected: { kind: 'result', labels: [[]], meters: { images: 1 } },
};
