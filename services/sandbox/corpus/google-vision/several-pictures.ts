// Three pictures in one call, answered in their order; each is billed.
import type { Exchange } from '../exchange.js';
import { pages, pixel, post, read, sees } from './parts.js';

export const severalPictures: Exchange = {
  name: 'several-pictures',
  source: pages.annotate,
  read,
  request: post({ feature: 'LABEL_DETECTION', pictures: [{ content: pixel }, { source: { imageUri: 'gs://acme/boat.jpg' } }, { content: pixel }] }),
  response: sees(
    { labelAnnotations: [{ mid: '/m/04h4w', description: 'Lake', score: 0.91, topicality: 0.91 }] },
    { labelAnnotations: [{ mid: '/m/0c9ph5', description: 'Steamboat', score: 0.88, topicality: 0.88 }, { mid: '/m/07yv9', description: 'Vehicle', score: 0.61, topicality: 0.61 }] },
    { labelAnnotations: [{ mid: '/m/09d_r', description: 'Mountain', score: 0.95, topicality: 0.95 }] },
  ),
  expected: {
    kind: 'result',
    labels: [[{ name: 'Lake', score: 0.91 }], [{ name: 'Steamboat', score: 0.88 }, { name: 'Vehicle', score: 0.61 }], [{ name: 'Mountain', score: 0.95 }]],
    meters: { images: 3 },
  },
};
