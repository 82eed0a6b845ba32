// Reads the order of a batch: https://ai.google.dev/api/batch-api#request-body. As in all of Google's JSON a field may be
// written in camel case or with underscores.

import { isObject } from '../../http/json.js';
import type { JsonObject } from '../../http/json.js';
import { invalid } from '../failure.js';

export interface GoogleBatchOrder {
  displayName: string | undefined;
  requests: readonly { request: JsonObject; metadata: JsonObject | undefined }[];
}

/** Throws a Refusal that names what is missing or unknown. */
export function readBatchOrder(body: JsonObject): GoogleBatchOrder {
  const { batch } = fieldsOf(body, ['batch'], '');
  const { displayName, inputConfig } = fieldsOf(batch, ['displayName', 'inputConfig', 'priority', 'model', 'name'], " at 'batch'");
  const { requests: inline, fileName } = fieldsOf(inputConfig, ['requests', 'fileName'], " at 'batch.input_config'");
  if (fileName !== undefined) throw invalid('file_name', 'sandbox: it takes the requests of a batch in the order itself, and not by a file');
  const { requests } = fieldsOf(inline, ['requests'], " at 'batch.input_config.requests'");
  if (!Array.isArray(requests) || requests.length === 0) throw invalid('requests', '* BatchGenerateContentRequest.batch.input_config.requests: must contain at least one request.\n');
  return { displayName: typeof displayName === 'string' ? displayName : undefined, requests: requests.map(readOne) };
}

function readOne(value: unknown, index: number): GoogleBatchOrder['requests'][number] {
  const { request, metadata } = fieldsOf(value, ['request', 'metadata'], ` at 'batch.input_config.requests.requests[${index}]'`);
  if (!isObject(request)) throw invalid('request', `* BatchGenerateContentRequest.batch.input_config.requests.requests[${index}].request: request is not specified\n`);
  return { request, metadata: isObject(metadata) ? metadata : undefined };
}

/** The fields of an object under their camel-case names; nothing at all for what is no object. */
function fieldsOf(value: unknown, known: readonly string[], where: string): JsonObject {
  const fields: JsonObject = {};
  for (const [written, content] of Object.entries(isObject(value) ? value : {})) {
    const name = written.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    if (!known.includes(name)) throw invalid(written, `Invalid JSON payload received. Unknown name "${written}"${where}: Cannot find field.`);
    fields[name] = content;
  }
  return fields;
}
