// What is on a picture: concepts of the whole of it, surest first.
import type { Exchange } from '../exchange.js';
import { answered, concept, outputOf, pages, post, read } from './parts.js';

export const labels: Exchange = {
  name: 'labels',
  source: pages.outputs,
  read,
  request: post({ most: 3 }),
  response: answered([outputOf({ concepts: [concept('boat', 0.9961), concept('lake', 0.9714), concept('no person', 0.8432)] })]),
  expected: { kind: 'result', labels: [[{ name: 'boat', score: 0.9961 }, { name: 'lake', score: 0.9714 }, { name: 'no person', score: 0.8432 }]], meters: { images: 1 } },
};
