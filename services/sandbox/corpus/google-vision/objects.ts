// Things with their places; of two of a kind the surer one counts.
import type { Exchange } from '../exchange.js';
import { pages, post, read, sees } from './parts.js';

export const objects: Exchange = {
  name: 'objects',
  source: pages.objects,
  read,
  request: post({ feature: 'OBJECT_LOCALIZATION' }),
  response: sees({
    localizedObjectAnnotations: [
      { mid: '/m/019jd', name: 'Boat', score: 0.83, boundingPoly: { normalizedVertices: [{ x: 0.11, y: 0.42 }, { x: 0.55, y: 0.42 }, { x: 0.55, y: 0.78 }, { x: 0.11, y: 0.78 }] } },
      { mid: '/m/019jd', name: 'Boat', score: 0.64, boundingPoly: { normalizedVertices: [{ x: 0.02, y: 0.5 }, { x: 0.09, y: 0.5 }, { x: 0.09, y: 0.61 }, { x: 0.02, y: 0.61 }] } },
      { mid: '/m/01g317', name: 'Person', score: 0.71, boundingPoly: { normalizedVertices: [{ x: 0.7, y: 0.4 }, { x: 0.8, y: 0.4 }, { x: 0.8, y: 0.9 }, { x: 0.7, y: 0.9 }] } },
    ],
  }),
  expected: { kind: 'result', labels: [[{ name: 'Boat', score: 0.83 }, { name: 'Person', score: 0.71 }]], meters: { images: 1 } },
};
