// One version of a model, named in the path.
import type { Exchange } from '../exchange.js';
import { answered, concept, outputOf, pages, post, read } from './parts.js';

export const oneVersion: Exchange = {
  name: 'one-version',
  source: pages.predict,
  read,
  request: post({ model: 'general-image-recognition/versions/c0a1b2c3d4e5f60718293a4b5c6d7e8f' }),
  response: answered([outputOf({ concepts: [concept('boat', 0.9958)] })]),
  expected: { kind: 'result', labels: [[{ name: 'boat', score: 0.9958 }]], meters: { images: 1 } },
};
