// Vectors as a bare list, one for each text; their tokens stand in a header.
import type { FeatureExtractionOutput } from '@huggingface/tasks';
import type { Exchange } from '../exchange.js';
import { ofJson, pages, postTask, read } from './parts.js';

export const embeddings: Exchange = {
  name: 'embeddings',
  source: pages.embedding,
  read,
  request: postTask({ inputs: ['one lake', 'two lakes'], truncate: false }, { model: 'BAAI/bge-small-en-v1.5', kind: 'embeddings', count: 2 }),
  response: { status: 200, headers: { ...ofJson, 'x-compute-type': 'cpu', 'x-compute-tokens': '8' }, kind: 'json', body: [[-0.0412, 0.1183, 0.0627], [0.0091, 0.0902, -0.0333]] satisfies FeatureExtractionOutput },
  expected: { kind: 'result', vectors: [[-0.0412, 0.1183, 0.0627], [0.0091, 0.0902, -0.0333]], meters: { input: 8 } },
};
