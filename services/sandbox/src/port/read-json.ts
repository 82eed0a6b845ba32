// Reads a call's body as a JSON object.

import { Refusal, invalid } from '../dialects/failure.js';
import { isObject, parseJson } from '../http/json.js';
import type { JsonObject } from '../http/json.js';
import { readBody } from '../http/read-body.js';
import { checkCall } from './check-call.js';
import type { Service } from './service.js';

/** Undefined if the caller left while it was writing. Throws a Refusal for what is too large or no object. */
export async function readJson(service: Service, url: URL, bytesMax: number): Promise<JsonObject | undefined> {
  const result = await readBody(service.call.request, bytesMax);
  if ('gone' in result) return undefined;
  if ('tooLarge' in result) throw new Refusal({ kind: 'too_large' });
  checkCall(service, url, result.text);
  const body = parseJson(result.text);
  if (!isObject(body)) throw invalid(undefined, 'We could not parse the JSON body of your request.');
  return body;
}
