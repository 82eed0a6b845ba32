// Goal: whatever was thought is opened again, and nothing that was touched is.

import { expect, it } from '@jest/globals';
import fc from 'fast-check';

import { openThoughts, sealThoughts } from './seal.js';

it('what was sealed is opened', () => {
  fc.assert(fc.property(fc.string(), fc.string({ unit: 'grapheme' }), (id, thoughts) => expect(openThoughts(sealThoughts(id, thoughts))).toBe(thoughts)));
});

it('what was changed in one place, or cut, is not', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(), (thoughts, place) => {
      const sealed = sealThoughts('rs_1', thoughts);
      const at = place % sealed.length;
      expect(openThoughts(`${sealed.slice(0, at)}${sealed[at] === '!' ? '?' : '!'}${sealed.slice(at + 1)}`)).toBeUndefined();
      expect(openThoughts(sealed.slice(0, at))).toBeUndefined();
    }),
  );
});

it.each(['', 'gAAAA', 'gAAAA00000000', 'an opaque text'])('what was never sealed is not: %j', (text) => {
  expect(openThoughts(text)).toBeUndefined();
});
