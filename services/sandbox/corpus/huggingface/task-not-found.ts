// hf-inference does not serve the model: one sentence, and a bad request again.
import type { Exchange } from '../exchange.js';
import { fails, pages, pixel, postTask, read } from './parts.js';

export const taskNotFound: Exchange = {
  name: 'task-not-found',
  source: pages.ofTask,
  read,
  request: postTask({ inputs: pixel }, { model: 'acme/no-such-model', kind: 'image_analysis' }),
  response: fails(400, 'Model not supported by provider hf-inference'),
  expected: { kind: 'failure', errorClass: 'MODEL_GONE' },
};
