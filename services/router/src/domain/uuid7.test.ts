// Goal: ids are unique, valid, and sort by time.
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { uuid7 } from './uuid7.js';

const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

it('is a UUIDv7 that carries its time, for any time', () => {
  fc.assert(
    fc.property(fc.nat({ max: 2 ** 48 - 1 }), (nowMs) => {
      const id = uuid7(nowMs);
      expect(id).toMatch(pattern);
      expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(nowMs);
    }),
  );
});

it('sorts by time', () => {
  fc.assert(fc.property(fc.uniqueArray(fc.nat({ max: 2 ** 48 - 1 }), { maxLength: 50 }), (times) => {
    const sorted = times.toSorted((a, b) => a - b);
    const ids = times.map((ms) => ({ ms, id: uuid7(ms) })).toSorted((a, b) => (a.id < b.id ? -1 : 1));
    expect(ids.map(({ ms }) => ms)).toEqual(sorted);
  }));
});

it('is never made twice, whatever the pool of randomness', () => {
  const ids = Array.from({ length: 50_000 }, () => uuid7(1_700_000_000_000));
  expect(new Set(ids).size).toBe(ids.length);
});
