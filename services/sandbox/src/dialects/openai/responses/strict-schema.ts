// What strict mode demands of a schema: https://platform.openai.com/docs/guides/structured-outputs#supported-schemas
//
// Every object names all of its properties as required and allows no others.

import { isObject } from '../../../http/json.js';
import type { JsonObject } from '../../../http/json.js';
import { schemaDepthMax } from '../../../limits.js';

/** The vendor's sentence about the first mistake; undefined for a schema that fits. */
export function strictMistake(schema: unknown, path: readonly string[] = []): string | undefined {
  if (!isObject(schema) || path.length > 2 * schemaDepthMax) return undefined;
  return objectMistake(schema, path) ?? childrenOf(schema).reduce<string | undefined>((found, { child, steps }) => found ?? strictMistake(child, [...path, ...steps]), undefined);
}

function objectMistake(schema: JsonObject, path: readonly string[]): string | undefined {
  if (!isObjectSchema(schema)) return undefined;
  const context = `In context=(${path.map((step) => `'${step}'`).join(', ')}${path.length === 1 ? ',' : ''})`;
  if (schema['additionalProperties'] !== false) return `${context}, 'additionalProperties' is required to be supplied and to be false.`;
  const required: readonly unknown[] = Array.isArray(schema['required']) ? schema['required'] : [];
  const forgotten = Object.keys(propertiesOf(schema)).find((name) => !required.includes(name));
  return forgotten === undefined ? undefined : `${context}, 'required' is required to be supplied and to be an array including every key in properties. Missing '${forgotten}'.`;
}

/** The same schema made strict, as the vendor does where nothing was said; undefined for one that means to allow more. */
export function makeStrict(schema: JsonObject): JsonObject | undefined {
  const made = tighten(schema, 0) as JsonObject;
  return strictMistake(made) === undefined ? made : undefined;
}

function tighten(value: unknown, depth: number): unknown {
  if (Array.isArray(value)) return value.map((item) => tighten(item, depth));
  if (!isObject(value) || depth > schemaDepthMax) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([name, part]) => [name, isNest(name) && isObject(part) ? Object.fromEntries(Object.entries(part).map(([key, one]) => [key, tighten(one, depth + 1)])) : isChild(name) ? tighten(part, depth + 1) : part]));
  if (!isObjectSchema(inner)) return inner;
  return { ...inner, required: Object.keys(propertiesOf(inner)), additionalProperties: inner['additionalProperties'] ?? false };
}

interface Child {
  child: unknown;
  steps: readonly string[];
}

function childrenOf(schema: JsonObject): Child[] {
  return Object.entries(schema).flatMap(([name, part]): Child[] => {
    if (isNest(name) && isObject(part)) return Object.entries(part).map(([key, child]) => ({ child, steps: [name, key] }));
    if (!isChild(name)) return [];
    return Array.isArray(part) ? part.map((child, index) => ({ child, steps: [name, String(index)] })) : [{ child: part, steps: [name] }];
  });
}

function isNest(name: string): boolean {
  return name === 'properties' || name === '$defs' || name === 'definitions';
}

function isChild(name: string): boolean {
  return name === 'items' || name === 'anyOf' || name === 'oneOf' || name === 'allOf';
}

function isObjectSchema({ type, properties }: JsonObject): boolean {
  return type === 'object' || (Array.isArray(type) && type.includes('object')) || isObject(properties);
}

function propertiesOf({ properties }: JsonObject): JsonObject {
  return isObject(properties) ? properties : {};
}
