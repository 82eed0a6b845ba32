// The model is not in memory yet: how long that takes is in the body, as seconds.
import type { Exchange } from '../exchange.js';
import { classifier, fails, pages, pixel, postTask, read } from './parts.js';

export const modelLoading: Exchange = {
  name: 'model-loading',
  source: pages.loading,
  read,
  request: postTask({ inputs: pixel }, { model: classifier, kind: 'image_analysis' }),
  response: fails(503, `Model ${classifier} is currently loading`, { body: { estimated_time: 20.5 } }),
  expected: { kind: 'failure', errorClass: 'OVERLOADED', retryAfterMs: 20_500 },
};
