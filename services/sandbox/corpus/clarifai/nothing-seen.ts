// A picture in which a detector found nothing: its data is empty, and it was looked at.
import type { Exchange } from '../exchange.js';
import { answered, outputOf, pages, post, read } from './parts.js';

export const nothingSeen: Exchange = {
  name: 'nothing-seen',
  source: pages.protos,
  read,
  request: post({ model: 'general-image-detection' }),
  response: answered([outputOf({}, { model: 'general-image-detection' })]),
  expected: { kind: 'result', labels: [[]], meters: { images: 1 } },
};
