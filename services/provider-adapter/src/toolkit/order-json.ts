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

/** Both, objects merged member by member; where both speak of the same thing the row's word stands: its operator answers for the bill. */
export function mergeFields(row: JsonObject, caller: JsonObject): JsonObject {
  const merged = Object.entries(row).map(([name, theirs]) => {
    const asked = Object.hasOwn(caller, name) ? caller[name] : undefined;
    return [name, isObject(theirs) && isObject(asked) ? mergeFields(theirs, asked) : theirs];
  });
  return { ...caller, ...(Object.fromEntries(merged) as JsonObject) };
}
