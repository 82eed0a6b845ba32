// Goal: a refusal says its reason once, and what is left where that is known.
import { describe, expect, it } from '@jest/globals';
import { overBudget } from './refusals.js';

describe('a spent budget', () => {
  it.each([
    { name: 'no room, once', why: 'it has no room', remainingPicoUsd: 10n ** 11n, says: 'Budget "day" refuses this request: it has no room. It has 0.1 USD left.' },
    { name: 'that it is stopped', why: 'it is stopped until a person resumes it', remainingPicoUsd: undefined, says: 'Budget "day" refuses this request: it is stopped until a person resumes it.' },
  ])('says $name', ({ why, remainingPicoUsd, says }) => {
    expect(overBudget({ kind: 'refused', budget: 'day', why, remainingPicoUsd, windowEndMs: undefined }, 0, {}).message).toBe(says);
  });
});
