// Goal: a batch is given up as never taken only where the vendor's list was looked through far enough to say so.
import { describe, expect, it } from '@jest/globals';
import type { VendorBatch } from '../../adapter/provider-batches.js';
import { batchClockSkewMs, batchesLookedAtMax } from '../../limits.js';
import { findNamedBatch } from './find-named-batch.js';

const submittedAtMs = 1_800_000_000_000;

interface Listed {
  readonly name: string;
  readonly createdAtMs?: number;
}

const others = (count: number): Listed[] => Array.from({ length: count }, (_, index) => ({ name: `other-${index}` }));
const wanted: Listed = { name: 'ours' };
const tooOld: Listed = { name: 'older', createdAtMs: submittedAtMs - batchClockSkewMs - 1 };
const oldEnough: Listed = { name: 'old', createdAtMs: submittedAtMs - batchClockSkewMs };

async function find(listed: readonly Listed[]): Promise<{ found: string; asked: number }> {
  let asked = 0;
  async function* pages(): AsyncGenerator<Listed> {
    for (const one of listed) {
      asked += 1;
      yield await Promise.resolve(one);
    }
  }
  const toVendorBatch = ({ name, createdAtMs }: Listed): VendorBatch => ({ id: name, state: 'running', createdAtMs });
  const found = await findNamedBatch({ listed: pages(), nameOf: ({ name }) => name, toVendorBatch }, { batchId: 'ours', attemptIds: [], submittedAtMs });
  return { found: typeof found === 'string' ? found : found.id, asked };
}

describe('findNamedBatch', () => {
  it.each([
    { name: 'finds it behind newer ones', listed: [...others(3), wanted, ...others(3)], found: 'ours', asked: 4 },
    { name: 'finds none in an empty list', listed: [], found: 'none', asked: 0 },
    { name: 'finds none where the list ends', listed: others(3), found: 'none', asked: 3 },
    { name: 'goes on while a clock may be behind', listed: [oldEnough, wanted], found: 'ours', asked: 2 },
    { name: 'looks at no older ones', listed: [...others(1), tooOld, wanted], found: 'none', asked: 2 },
    { name: 'says nothing of a list that is longer than it looks', listed: [...others(batchesLookedAtMax), wanted], found: 'undecided', asked: batchesLookedAtMax },
    { name: 'looks as far as it may', listed: [...others(batchesLookedAtMax - 1), wanted], found: 'ours', asked: batchesLookedAtMax },
  ])('$name', async ({ listed, found, asked }) => expect(await find(listed)).toEqual({ found, asked }));
});
