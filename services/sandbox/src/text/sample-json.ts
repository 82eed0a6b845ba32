// Makes a value that fits a JSON schema, for tool arguments and structured answers.
//
// It knows what tools use in practice: types, properties, required, enum, const,
// items, bounds, anyOf/oneOf/allOf and local $ref. Optional properties are left out.

import { schemaDepthMax } from '../limits.js';
import { isObject } from '../http/json.js';
import type { JsonObject } from '../http/json.js';
import type { Random } from './random.js';
import { words } from './words.js';

export function sampleJson(schema: unknown, random: Random): unknown {
  return sample(schema, { random, root: isObject(schema) ? schema : {}, depth: 0 });
}

interface Sampling {
  random: Random;
  root: JsonObject;
  depth: number;
}

function sample(schema: unknown, sampling: Sampling): unknown {
  if (!isObject(schema) || sampling.depth >= schemaDepthMax) return {};
  const deeper = { ...sampling, depth: sampling.depth + 1 };
  if (typeof schema['$ref'] === 'string') return sample(resolve(schema['$ref'], sampling.root), deeper);
  if ('const' in schema) return schema['const'];
  if (Array.isArray(schema['enum']) && schema['enum'].length > 0) {
    return schema['enum'][sampling.random.integer(0, schema['enum'].length - 1)];
  }
  for (const key of ['anyOf', 'oneOf', 'allOf']) {
    const branches = schema[key];
    if (Array.isArray(branches) && branches.length > 0) return sample(branches[0], deeper);
  }
  const type = Array.isArray(schema['type']) ? schema['type'][0] : schema['type'];
  switch (type) {
    case 'string': return sampleText(schema, sampling.random);
    case 'integer': return Math.ceil(sampleNumber(schema, sampling.random));
    case 'number': return sampleNumber(schema, sampling.random);
    case 'boolean': return sampling.random.next() < 0.5;
    case 'null': return null;
    case 'array': return sampleArray(schema, deeper);
    default: return sampleObject(schema, deeper);
  }
}

function sampleObject(schema: JsonObject, sampling: Sampling): JsonObject {
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const value: JsonObject = {};
  for (const name of required) {
    if (typeof name === 'string') value[name] = sample(properties[name], sampling);
  }
  return value;
}

function sampleArray(schema: JsonObject, sampling: Sampling): unknown[] {
  const length = Math.max(1, Math.min(numberOf(schema['minItems']) ?? 1, schemaDepthMax));
  return Array.from({ length }, () => sample(schema['items'], sampling));
}

function sampleText(schema: JsonObject, random: Random): string {
  const text = words[random.integer(0, words.length - 1)] ?? 'yard';
  const longEnough = text.padEnd(Math.min(numberOf(schema['minLength']) ?? 0, 1_000), '.');
  return longEnough.slice(0, numberOf(schema['maxLength']) ?? longEnough.length);
}

function sampleNumber(schema: JsonObject, random: Random): number {
  const min = numberOf(schema['minimum']) ?? Math.min(0, numberOf(schema['maximum']) ?? 0);
  const max = numberOf(schema['maximum']) ?? min + 100;
  return random.integer(Math.ceil(min), Math.max(Math.ceil(min), Math.floor(max)));
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function resolve(reference: string, root: JsonObject): unknown {
  let value: unknown = root;
  for (const step of reference.replace(/^#\/?/, '').split('/').filter(Boolean)) {
    value = isObject(value) ? value[step] : undefined;
  }
  return value;
}
