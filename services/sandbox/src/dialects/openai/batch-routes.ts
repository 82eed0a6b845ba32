// Where OpenAI's files and batches are, below the base path.

import { decodeName } from '../decode-name.js';
import type { BatchWire } from '../dialect.js';
import { cancelBatch, createBatch, listBatches, showBatch } from './batches.js';
import { deleteFile, listFiles, readFile, showFile, uploadFile } from './files.js';
import type { Flavour } from './flavour.js';
import type { Route } from './route.js';

export function batchRoutes(flavour: Flavour): readonly Route[] {
  const route = (method: string, pattern: RegExp, wireOf: (id: string) => BatchWire): Route => [method, pattern, ([, id = '']) => ({ kind: 'batches', batches: wireOf(decodeName(id)) })];
  return [
    route('POST', /^\/files$/, () => uploadFile),
    route('GET', /^\/files$/, () => listFiles),
    route('GET', /^\/files\/([^/]+)$/, showFile),
    route('DELETE', /^\/files\/([^/]+)$/, deleteFile),
    route('GET', /^\/files\/([^/]+)\/content$/, readFile),
    route('POST', /^\/batches$/, () => createBatch(flavour)),
    route('GET', /^\/batches$/, () => listBatches),
    route('GET', /^\/batches\/([^/]+)$/, showBatch),
    route('POST', /^\/batches\/([^/]+)\/cancel$/, cancelBatch),
  ];
}
