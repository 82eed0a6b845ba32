// Three pictures in one call: an output for each, in their order.
import type { Exchange } from '../exchange.js';
import { answered, concept, outputOf, pages, pixel, post, read } from './parts.js';

export const severalPictures: Exchange = {
  name: 'several-pictures',
  source: pages.predict,
  read,
  request: post({ pictures: [{ base64: pixel }, { url: 'https://example.com/boat.jpg' }, { base64: pixel }] }),
  response: answered([outputOf({ concepts: [concept('lake', 0.91)] }), outputOf({ concepts: [concept('boat', 0.99), concept('lake', 0.62)] }, { url: 'https://example.com/boat.jpg' }), outputOf({ concepts: [concept('mountain', 0.97)] })]),
  expected: { kind: 'result', labels: [[{ name: 'lake', score: 0.91 }], [{ name: 'boat', score: 0.99 }, { name: 'lake', score: 0.62 }], [{ name: 'mountain', score: 0.97 }]], meters: { images: 3 } },
};
