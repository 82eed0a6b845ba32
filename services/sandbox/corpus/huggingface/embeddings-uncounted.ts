// A server that does not count: the vector is there, and what it costs is not known.
import type { FeatureExtractionOutput } from '@huggingface/tasks';
import type { Exchange } from '../exchange.js';
import { ofJson, pages, postTask, read } from './parts.js';

export const embeddingsUncounted: Exchange = {
  name: 'embeddings-uncounted',
  source: pages.embedding,
  read,
  request: postTask({ inputs: ['one lake'], truncate: false }, { model: 'BAAI/bge-small-en-v1.5', kind: 'embeddings' }),
  response: { status: 200, headers: ofJson, kind: 'json', body: [[-0.0412, 0.1183, 0.0627]] satisfies FeatureExtractionOutput },
  expected: { kind: 'result', vectors: [[-0.0412, 0.1183, 0.0627]] },
};
