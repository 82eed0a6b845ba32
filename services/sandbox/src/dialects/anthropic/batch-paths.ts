// Where the batches of messages are.

import { decodeName } from '../decode-name.js';
import type { BatchWire, ChatWire, Endpoint } from '../dialect.js';
import { cancelBatch, createBatch, deleteBatch, listBatches, readResults, showBatch } from './batches.js';

const pattern = /^\/v1\/messages\/batches(?:\/([^/]+)(?:\/(cancel|results))?)?$/;

/** Undefined for a path that is about something else. */
export function findBatchWire(method: string, path: string, messages: ChatWire): Endpoint | 'method_not_allowed' | undefined {
  const match = pattern.exec(path);
  if (match === null) return undefined;
  const [, escaped, action] = match;
  const wire = escaped === undefined ? ofAll(method, messages) : ofOne(method, decodeName(escaped), action);
  return wire === undefined ? 'method_not_allowed' : { kind: 'batches', batches: wire };
}

function ofAll(method: string, messages: ChatWire): BatchWire | undefined {
  if (method === 'POST') return createBatch(messages);
  return method === 'GET' ? listBatches : undefined;
}

function ofOne(method: string, id: string, action: string | undefined): BatchWire | undefined {
  switch (`${method} ${action ?? ''}`) {
    case 'GET ': return showBatch(id);
    case 'DELETE ': return deleteBatch(id);
    case 'POST cancel': return cancelBatch(id);
    case 'GET results': return readResults(id);
    default: return undefined;
  }
}
