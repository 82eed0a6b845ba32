// Goal: what is made strict is strict, and loses nothing of what it asked for.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { JsonObject } from '../../../http/json.js';
import { makeStrict, strictMistake } from './strict-schema.js';

const { schema } = fc.letrec((tie) => ({
  leaf: fc.constantFrom<JsonObject>({ type: 'string' }, { type: 'integer', minimum: 1 }, { enum: ['a', 'b'] }, { $ref: '#/$defs/x' }),
  object: fc.record({ properties: fc.dictionary(fc.constantFrom('a', 'b', 'properties', 'items', 'required'), tie('schema'), { maxKeys: 3 }), isOpen: fc.constantFrom(undefined, false) }, { requiredKeys: ['properties'] })
    .map(({ properties, isOpen }) => ({ type: 'object', properties, ...(isOpen === undefined ? {} : { additionalProperties: isOpen }) })),
  list: tie('schema').map((items) => ({ type: 'array', items })),
  either: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }).map((anyOf) => ({ anyOf })),
  schema: fc.oneof({ maxDepth: 4 }, tie('leaf'), tie('object'), tie('list'), tie('either')),
}));

describe('a schema that closes no door', () => {
  it('is made strict, and that twice is the same as once', () => {
    fc.assert(
      fc.property(schema, (made) => {
        const strict = makeStrict(made as JsonObject)!;
        expect(strictMistake(strict)).toBeUndefined();
        expect(makeStrict(strict)).toEqual(strict);
      }),
      { numRuns: 1_000 },
    );
  });
});

it.each([
  { name: 'an object within a list', schema: { type: 'array', items: { type: 'object', properties: {} } }, mistake: "In context=('items',), 'additionalProperties' is required to be supplied and to be false." },
  { name: 'a property that is called as a keyword is', schema: { type: 'object', properties: { items: { type: 'object', properties: {} } }, required: ['items'], additionalProperties: false }, mistake: "In context=('properties', 'items'), 'additionalProperties' is required to be supplied and to be false." },
  { name: 'one of several', schema: { anyOf: [{ type: 'string' }, { type: ['object', 'null'], properties: { a: {} }, additionalProperties: false }] }, mistake: "In context=('anyOf', '1'), 'required' is required to be supplied and to be an array including every key in properties. Missing 'a'." },
  { name: 'nothing', schema: { type: 'object', properties: { a: { type: 'string' } }, required: ['a'], additionalProperties: false }, mistake: undefined },
])('the mistake is found: $name', ({ schema: given, mistake }) => {
  expect(strictMistake(given)).toBe(mistake);
});

it('whoever means to allow more is left alone', () => {
  expect(makeStrict({ type: 'object', properties: { a: { type: 'object', additionalProperties: { type: 'string' } } } })).toBeUndefined();
});
