// Reads the requests of an order. What is wrong inside their `params` is found when their turn comes, as the vendor does it.

import { isObject } from '../../http/json.js';
import type { JsonObject } from '../../http/json.js';
import { anthropicBatchRequestsMax } from '../../limits.js';
import { invalid } from '../failure.js';

export interface BatchRequest {
  customId: string;
  params: JsonObject;
  /** Undefined where the params name none. */
  model: string | undefined;
}

const customIdMax = 64;
const customIdPattern = /^[a-zA-Z0-9_-]{1,64}$/;

/** Throws a Refusal for an order that cannot be taken at all. */
export function readBatchRequests({ requests }: JsonObject): BatchRequest[] {
  if (!Array.isArray(requests)) throw invalid('requests', requests === undefined ? 'requests: Field required' : 'requests: Input should be a valid list');
  if (requests.length === 0) throw invalid('requests', 'requests: List should have at least 1 item after validation, not 0');
  if (requests.length > anthropicBatchRequestsMax) throw invalid('requests', `requests: List should have at most ${anthropicBatchRequestsMax} items after validation, not ${requests.length}`);
  const ids = new Set<string>();
  return requests.map((request: unknown, index) => {
    const read = readOne(request, `requests.${index}`);
    if (ids.has(read.customId)) throw invalid('requests', `requests: custom_id's must be unique within a batch. Duplicate custom_id found: ${read.customId}`);
    ids.add(read.customId);
    return read;
  });
}

function readOne(request: unknown, path: string): BatchRequest {
  const { custom_id: customId, params } = isObject(request) ? request : {};
  if (typeof customId !== 'string') throw invalid('custom_id', `${path}.custom_id: Field required`);
  if (customId.length > customIdMax) throw invalid('custom_id', `${path}.custom_id: String should have at most ${customIdMax} characters`);
  if (!customIdPattern.test(customId)) throw invalid('custom_id', `${path}.custom_id: String should match pattern '${customIdPattern.source}'`);
  if (!isObject(params)) throw invalid('params', `${path}.params: Field required`);
  return { customId, params, model: typeof params['model'] === 'string' ? params['model'] : undefined };
}
