// A picture by its address: the vendor fetches it.
import type { Exchange } from '../exchange.js';
import { answered, concept, outputOf, pages, post, read } from './parts.js';

export const byAddress: Exchange = {
  name: 'by-address',
  source: pages.predict,
  read,
  request: post({ pictures: [{ url: 'https://example.com/boat.jpg' }] }),
  response: answered([outputOf({ concepts: [concept('boat', 0.9961)] }, { url: 'https://example.com/boat.jpg' })]),
  expected: { kind: 'result', labels: [[{ name: 'boat', score: 0.9961 }]], meters: { images: 1 } },
};
