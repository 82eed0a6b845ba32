// One of two pictures could not be fetched: the answer is not whole.
import type { Exchange } from '../exchange.js';
import { pages, pixel, post, read, sees } from './parts.js';

export const addressNotFetched: Exchange = {
  name: 'address-not-fetched',
  source: pages.response,
  read,
  request: post({ feature: 'LABEL_DETECTION', pictures: [{ content: pixel }, { source: { imageUri: 'https://example.com/gone.jpg' } }] }),
  response: sees({ labelAnnotations: [{ mid: '/m/04h4w', description: 'Lake', score: 0.91, topicality: 0.91 }] }, { error: { code: 14, message: 'The address cannot be read for now.' } }),
  expected: { kind: 'failure', errorClass: 'BAD_OUTPUT' },
};
