// A logo with its place.
import type { Exchange } from '../exchange.js';
import { pages, post, read, sees } from './parts.js';

export const logos: Exchange = {
  name: 'logos',
  source: pages.logos,
  read,
  request: post({ feature: 'LOGO_DETECTION', most: 5 }),
  response: sees({ logoAnnotations: [{ mid: '/m/045c7b', description: 'Acme', score: 0.9802, boundingPoly: { vertices: [{ x: 20, y: 14 }, { x: 110, y: 14 }, { x: 110, y: 52 }, { x: 20, y: 52 }] } }] }),
  expected: { kind: 'result', labels: [[{ name: 'Acme', score: 0.9802 }]], meters: { images: 1 } },
};
