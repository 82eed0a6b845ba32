// Goal: a cipher comes back to its provider byte for byte, or the next turn is refused.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromData, toData } from './redacted-data.js';

describe('redacted data', () => {
  it('comes back as it was, whatever it is', () => {
    const anything = fc.oneof(fc.uint8Array(), fc.string().map((text) => new Uint8Array(Buffer.from(text))), fc.string().map((text) => new Uint8Array(Buffer.from(`bytes:${text}`))));
    fc.assert(fc.property(anything, (redacted) => expect(new Uint8Array(fromData(toData(redacted)))).toEqual(redacted)), { numRuns: 500 });
  });

  it("is the vendor's own text where it is text", () => expect(toData(Buffer.from('cipher=='))).toBe('cipher=='));
});
