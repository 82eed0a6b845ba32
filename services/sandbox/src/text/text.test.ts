import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { composeText, composeTokens } from './compose.js';
import { createRandom } from './random.js';
import { sampleJson } from './sample-json.js';
import { splitText } from './split.js';
import { countTokens, truncateToTokens, utf8Bytes } from './tokens.js';

const seeds = fc.integer({ min: 0, max: 0xffffffff });
const texts = fc.string({ unit: 'binary', maxLength: 400 });

describe('splitText', () => {
  const options = fc.oneof(fc.constant({}), fc.record({ chunkCount: fc.integer({ min: 1, max: 50 }) }), fc.record({ chunkSize: fc.integer({ min: 1, max: 50 }) }));

  it('gives pieces that join to the text, for any seed and any option', () => {
    fc.assert(fc.property(texts, seeds, options, (text, seed, option) => {
      const pieces = splitText(text, createRandom(seed), option);
      expect(pieces.join('')).toBe(text);
      expect(pieces.every((piece) => piece !== '')).toBe(true);
    }));
  });

  it('never ends a piece inside a character, so that each piece alone is UTF-8', () => {
    fc.assert(fc.property(texts, seeds, options, (text, seed, option) => {
      for (const piece of splitText(text, createRandom(seed), option)) expect(Buffer.from(piece, 'utf8').toString('utf8')).toBe(piece);
    }));
  });

  it('gives as many pieces as were asked for while there are characters', () => {
    fc.assert(fc.property(texts, fc.integer({ min: 1, max: 60 }), (text, chunkCount) => {
      expect(splitText(text, createRandom(1), { chunkCount })).toHaveLength(Math.min(chunkCount, [...text].length));
    }));
  });

  it('does not follow the token count', () => {
    const apart = Array.from({ length: 200 }, (_, seed) => {
      const random = createRandom(seed);
      const text = composeText(random);
      return splitText(text, random).length !== countTokens(text);
    });
    expect(apart.filter(Boolean).length).toBeGreaterThan(190);
  });
});

describe('tokens', () => {
  it('are made in exactly the number that was asked for', () => {
    fc.assert(fc.property(seeds, fc.integer({ min: 0, max: 2_000 }), (seed, tokens) => {
      expect(countTokens(composeTokens(createRandom(seed), tokens))).toBe(tokens);
    }));
  });

  it('are cut to a limit without splitting a character or leaving room for another', () => {
    fc.assert(fc.property(texts, fc.integer({ min: 0, max: 100 }), (text, tokensMax) => {
      const cut = truncateToTokens(text, tokensMax);
      expect(text.startsWith(cut)).toBe(true);
      expect(countTokens(cut)).toBeLessThanOrEqual(tokensMax);
      const [next] = text.slice(cut.length);
      if (next !== undefined) expect(utf8Bytes(cut + next)).toBeGreaterThan(tokensMax * 4);
    }));
  });
});

describe('composeText', () => {
  it('says the same for the same seed and something else for another', () => {
    expect(composeText(createRandom(7))).toBe(composeText(createRandom(7)));
    expect(composeText(createRandom(7))).not.toBe(composeText(createRandom(8)));
  });
});

describe('sampleJson', () => {
  const person = { $ref: '#/$defs/person', $defs: { person: { type: 'object', required: ['name', 'boss'], properties: { name: { type: 'string' }, boss: { $ref: '#/$defs/person' } } } } };
  it.each([
    { name: 'an enum', schema: { enum: ['a'] }, value: 'a' },
    { name: 'a constant', schema: { const: 3 }, value: 3 },
    { name: 'bounds', schema: { type: 'integer', minimum: 5, maximum: 5 }, value: 5 },
    { name: 'null', schema: { type: 'null' }, value: null },
    { name: 'required properties alone', schema: { type: 'object', properties: { a: { const: 1 }, b: { const: 2 } }, required: ['b'] }, value: { b: 2 } },
    { name: 'a list', schema: { type: 'array', items: { const: 1 }, minItems: 2 }, value: [1, 1] },
    { name: 'a choice', schema: { anyOf: [{ const: 'x' }, { type: 'null' }] }, value: 'x' },
    { name: 'no schema', schema: undefined, value: {} },
  ])('fits $name', ({ schema, value }) => {
    expect(sampleJson(schema, createRandom(1))).toEqual(value);
  });

  it('ends where a schema refers to itself', () => {
    expect(JSON.stringify(sampleJson(person, createRandom(1)))).toContain('"boss"');
  });
});
