// Where batches are once they were ordered. They are ordered below their model.

import { decodeName } from '../decode-name.js';
import type { BatchWire, Endpoint } from '../dialect.js';
import { cancelBatch, deleteBatch, listBatches, showBatch } from './batches.js';

const pattern = /^\/v1(?:alpha|beta)?\/batches(?:\/([^/:]+)(?::([a-z]+))?)?$/;

/** Undefined for a path that is about something else. */
export function findBatchWire(method: string, path: string): Endpoint | 'method_not_allowed' | undefined {
  const match = pattern.exec(path);
  if (match === null) return undefined;
  const [, escaped, action] = match;
  const wire = escaped === undefined ? (method === 'GET' ? listBatches : undefined) : ofOne(method, decodeName(escaped), action);
  return wire === undefined ? 'method_not_allowed' : { kind: 'batches', batches: wire };
}

function ofOne(method: string, id: string, action: string | undefined): BatchWire | undefined {
  switch (`${method} ${action ?? ''}`) {
    case 'GET ': return showBatch(id);
    case 'DELETE ': return deleteBatch(id);
    case 'POST cancel': return cancelBatch(id);
    default: return undefined;
  }
}
