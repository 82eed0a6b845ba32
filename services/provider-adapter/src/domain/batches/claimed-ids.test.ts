// Goal: an id goes to a vendor once, as far as this process can know, and what it remembers is bounded.
import { describe, expect, it } from '@jest/globals';
import { Reason } from '@switchyard/common/errors';
import { claimedIdsMax } from '../../limits.js';
import { ClaimedIds } from './claimed-ids.js';

const terms = (...ids: string[]) => ids.map((attemptId) => ({ attemptId }));

describe('ClaimedIds', () => {
  it('gives an id once, and all of a batch or none', () => {
    const claimed = new ClaimedIds();
    claimed.claim(terms('a', 'b'));
    expect(() => claimed.claim(terms('c', 'b'))).toThrow(expect.objectContaining({ reason: Reason.DUPLICATE_ATTEMPT, message: expect.stringContaining('b') }));
    claimed.claim(terms('c'));
    claimed.giveBack(terms('a'));
    claimed.claim(terms('a'));
  });

  it('forgets the oldest when there are too many', () => {
    const claimed = new ClaimedIds();
    claimed.claim(terms('first', 'second'));
    claimed.claim(terms(...Array.from({ length: claimedIdsMax - 1 }, (_, index) => `id-${index}`)));
    claimed.claim(terms('first'));
    expect(() => claimed.claim(terms(`id-${claimedIdsMax - 2}`))).toThrow();
  });
});
