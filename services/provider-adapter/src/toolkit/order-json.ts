// JSON that callers and catalog rows bring as text.
import { isObject, parseJson, type JsonObject } from './json/json.js';
import { cannotSay } from './order-words.js';

/** A JSON schema; empty means no parameters. Throws CALLER when it is no object. */
export function schemaOf(text: string, field: string): Record<string, unknown> {
  if (text === '') return { type: 'object', properties: {} };
  const parsed = parseJson(text);
  if (!isObject(parsed)) throw cannotSay(field, 'it is not a JSON object.');
  return parsed as Record<string, unknown>;
}

/** Fields to be added to a request; empty adds none. */
export function extraObject(text: string, field: string): JsonObject {
  if (text === '') return {};
  const parsed = parseJson(text);
  if (!isObject(parsed)) throw cannotSay(field, 'it is not a JSON object.');
  return parsed;
}
