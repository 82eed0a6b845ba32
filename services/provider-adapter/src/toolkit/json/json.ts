// Careful reads of JSON that somebody else wrote: a field of the wrong type counts as absent.
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { VendorFailure } from '../../adapter/vendor-failure.js';

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectAt(value: JsonObject | undefined, field: string): JsonObject | undefined {
  const found = value?.[field];
  return isObject(found) ? found : undefined;
}

export function textAt(value: JsonObject | undefined, field: string): string | undefined {
  const found = value?.[field];
  return typeof found === 'string' ? found : undefined;
}

export function arrayAt(value: JsonObject | undefined, field: string): readonly unknown[] {
  const found = value?.[field];
  return Array.isArray(found) ? found : [];
}

/** A whole number as a count; undefined when absent or not a whole number. Negative ones pass: they are told as inconsistent. */
export function countAt(value: JsonObject | undefined, field: string): bigint | undefined {
  const found = value?.[field];
  return typeof found === 'number' && Number.isSafeInteger(found) ? BigInt(found) : undefined;
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Throws BAD_OUTPUT when the text is not a JSON object. `what` begins the sentence. */
export function parseObject(text: string, what: string): JsonObject {
  const parsed = parseJson(text);
  if (isObject(parsed)) return parsed;
  throw badOutput(`${what} is not a JSON object.`);
}

export function badOutput(message: string): VendorFailure {
  return new VendorFailure({ origin: 'output', errorClass: ErrorClass.BAD_OUTPUT, message });
}
