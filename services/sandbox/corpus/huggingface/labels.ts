// What is on a picture: a bare list of labels, best first.
import type { ImageClassificationOutput } from '@huggingface/tasks';
import type { Exchange } from '../exchange.js';
import { classifier, ofJson, pages, pixel, postTask, read } from './parts.js';

export const labels: Exchange = {
  name: 'labels',
  source: pages.classification,
  read,
  request: postTask({ inputs: pixel, parameters: { top_k: 3 } }, { model: classifier, kind: 'image_analysis' }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: [
      { label: 'paddlewheel, paddle wheel', score: 0.8412578105926514 },
      { label: 'dock, dockage', score: 0.05309534445405006 },
      { label: 'lakeside, lakeshore', score: 0.021178267896175385 },
    ] satisfies ImageClassificationOutput,
  },
  expected: {
    kind: 'result',
    labels: [[{ name: 'paddlewheel, paddle wheel', score: 0.8412578105926514 }, { name: 'dock, dockage', score: 0.05309534445405006 }, { name: 'lakeside, lakeshore', score: 0.021178267896175385 }]],
    meters: { images: 1 },
  },
};
