// A landmark with its place on the picture and on the earth.
import type { Exchange } from '../exchange.js';
import { pages, post, read, sees } from './parts.js';

export const landmarks: Exchange = {
  name: 'landmarks',
  source: pages.landmarks,
  read,
  request: post({ feature: 'LANDMARK_DETECTION' }),
  response: sees({
    landmarkAnnotations: [
      { mid: '/m/0c7zf', description: 'Castelgrande', score: 0.7912, boundingPoly: { vertices: [{ x: 153, y: 64 }, { x: 810, y: 64 }, { x: 810, y: 590 }, { x: 153, y: 590 }] }, locations: [{ latLng: { latitude: 46.1926, longitude: 9.0218 } }] },
    ],
  }),
  expected: { kind: 'result', labels: [[{ name: 'Castelgrande', score: 0.7912 }]], meters: { images: 1 } },
};
