// A picture by its address: the vendor fetches it.
import type { Exchange } from '../exchange.js';
import { pages, post, read, sees } from './parts.js';

export const byAddress: Exchange = {
  name: 'by-address',
  source: pages.annotate,
  read,
  request: post({ feature: 'LABEL_DETECTION', pictures: [{ source: { imageUri: 'https://example.com/boat.jpg' } }], most: 1 }),
  response: sees({ labelAnnotations: [{ mid: '/m/0c9ph5', description: 'Steamboat', score: 0.8841, topicality: 0.8841 }] }),
  expected: { kind: 'result', labels: [[{ name: 'Steamboat', score: 0.8841 }]], meters: { images: 1 } },
};
