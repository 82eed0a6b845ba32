// What is on a picture, surest first; both numbers are the same for labels of the whole picture.
import type { Exchange } from '../exchange.js';
import { pages, post, read, sees } from './parts.js';

export const labels: Exchange = {
  name: 'labels',
  source: pages.labels,
  read,
  request: post({ feature: 'LABEL_DETECTION', most: 3 }),
  response: sees({
    labelAnnotations: [
      { mid: '/m/07yv9', description: 'Vehicle', score: 0.9713, topicality: 0.9713 },
      { mid: '/m/0c9ph5', description: 'Steamboat', score: 0.8841, topicality: 0.8841 },
      { mid: '/m/04h4w', description: 'Lake', score: 0.7020, topicality: 0.7020 },
    ],
  }),
  expected: { kind: 'result', labels: [[{ name: 'Vehicle', score: 0.9713 }, { name: 'Steamboat', score: 0.8841 }, { name: 'Lake', score: 0.7020 }]], meters: { images: 1 } },
};
