// A model that finds regions has its concepts there; of two of a kind the surer one counts.
import type { Exchange } from '../exchange.js';
import { answered, outputOf, pages, post, read, region } from './parts.js';

export const detector: Exchange = {
  name: 'detector',
  source: pages.protos,
  read,
  request: post({ model: 'general-image-detection' }),
  response: answered([outputOf({ regions: [region('Boat', 0.62), region('Person', 0.88), region('Boat', 0.94)] }, { model: 'general-image-detection' })]),
  expected: { kind: 'result', labels: [[{ name: 'Boat', score: 0.94 }, { name: 'Person', score: 0.88 }]], meters: { images: 1 } },
};
