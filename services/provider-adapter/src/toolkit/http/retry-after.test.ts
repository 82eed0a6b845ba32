import { describe, expect, it } from '@jest/globals';
import { retryAfterMs } from './retry-after.js';

const nowMs = Date.UTC(2026, 10, 21, 12, 0, 0);

// Goal: every spelling in use is understood, and nonsense is no wish at all rather than a wish for zero or for a year.
describe('retryAfterMs', () => {
  it.each<{ name: string; headers: Record<string, string>; expected: number | undefined }>([
    { name: 'nothing', headers: {}, expected: undefined },
    { name: 'seconds', headers: { 'retry-after': '7' }, expected: 7_000 },
    { name: 'zero seconds', headers: { 'retry-after': '0' }, expected: 0 },
    { name: 'a fraction of a second', headers: { 'retry-after': '0.25' }, expected: 250 },
    { name: 'milliseconds win over seconds', headers: { 'retry-after-ms': '120', 'retry-after': '7' }, expected: 120 },
    { name: 'a date', headers: { 'retry-after': 'Sat, 21 Nov 2026 12:00:30 GMT' }, expected: 30_000 },
    { name: 'a date that has passed', headers: { 'retry-after': 'Sat, 21 Nov 2026 11:00:00 GMT' }, expected: 0 },
    { name: 'an ISO date', headers: { 'retry-after': '2026-11-21T12:00:05Z' }, expected: 5_000 },
    { name: 'a Go duration', headers: { 'retry-after': '1m30s' }, expected: 90_000 },
    { name: 'milliseconds with a unit', headers: { 'retry-after': '250ms' }, expected: 250 },
    { name: 'OpenAI: the limit that is used up', headers: { 'x-ratelimit-remaining-requests': '12', 'x-ratelimit-reset-requests': '1h', 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '6.5s' }, expected: 6_500 },
    { name: 'Anthropic: the limit that is used up', headers: { 'anthropic-ratelimit-requests-remaining': '0', 'anthropic-ratelimit-requests-reset': '2026-11-21T12:00:10Z' }, expected: 10_000 },
    { name: 'a limit that is not used up says nothing', headers: { 'x-ratelimit-remaining-requests': '1', 'x-ratelimit-reset-requests': '6s' }, expected: undefined },
    { name: 'a negative number', headers: { 'retry-after': '-5' }, expected: undefined },
    { name: 'a word', headers: { 'retry-after': 'soon' }, expected: undefined },
    { name: 'a word with a number', headers: { 'retry-after': '12 apples' }, expected: undefined },
    { name: 'empty', headers: { 'retry-after': ' ' }, expected: undefined },
    { name: 'longer than a day', headers: { 'retry-after': '99999999' }, expected: undefined },
    { name: 'beyond all numbers', headers: { 'retry-after': '9'.repeat(400) }, expected: undefined },
    { name: 'an unbelievable header does not hide a good one', headers: { 'retry-after-ms': '1e9', 'retry-after': '3' }, expected: 3_000 },
  ])('$name', ({ headers, expected }) => {
    expect(retryAfterMs((name) => headers[name], nowMs)).toBe(expected);
  });
});
