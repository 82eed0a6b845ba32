// The model for bad pictures knows two concepts, whose scores add up to one.
import type { Exchange } from '../exchange.js';
import { answered, concept, outputOf, pages, post, read } from './parts.js';

export const nsfw: Exchange = {
  name: 'nsfw',
  source: pages.predict,
  read,
  request: post({ model: 'nsfw-recognition' }),
  response: answered([outputOf({ concepts: [concept('sfw', 0.9375), concept('nsfw', 0.0625)] }, { model: 'nsfw-recognition' })]),
  expected: { kind: 'result', labels: [[{ name: 'sfw', score: 0.9375 }, { name: 'nsfw', score: 0.0625 }]], meters: { images: 1 } },
};
