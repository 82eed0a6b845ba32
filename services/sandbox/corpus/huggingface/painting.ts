// The answer is the picture itself.
import type { Exchange } from '../exchange.js';
import { ofJson, pages, pixel, postTask, read } from './parts.js';

export const painting: Exchange = {
  name: 'painting',
  source: pages.painting,
  read,
  request: postTask({ inputs: 'a boat', parameters: { width: 512, height: 512 } }, { model: 'black-forest-labs/FLUX.1-schnell', kind: 'image_generation' }),
  response: { status: 200, headers: { ...ofJson, 'content-type': 'image/png' }, kind: 'file', base64: pixel },
  expected: { kind: 'result', pictures: [{ mediaType: 'image/png', base64: pixel }], meters: { images: 1 } },
};
