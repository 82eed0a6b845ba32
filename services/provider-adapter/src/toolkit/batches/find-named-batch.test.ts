// Goal: a batch is given up as never taken only where the vendor's whole list was looked through.
import { describe, expect, it } from '@jest/globals';
import type { VendorBatch } from '../../adapter/provider-batches.js';
import { batchesLookedAtMax } from '../../limits.js';
import { findNamedBatch } from './find-named-batch.js';

const others = (count: number): string[] => Array.from({ length: count }, (_, index) => `other-${index}`);

async function find(listed: readonly string[]): Promise<{ found: string; asked: number }> {
  let asked = 0;
  async function* pages(): AsyncGenerator<string> {
    for (const one of listed) {
      asked += 1;
      yield await Promise.resolve(one);
    }
  }
  const toVendorBatch = (name: string): VendorBatch => ({ id: name, callerId: name, state: 'running' });
  const found = await findNamedBatch({ listed: pages(), toVendorBatch }, { batchId: 'ours', attemptIds: [], submittedAtMs: 0 });
  return { found: typeof found === 'string' ? found : found.id, asked };
}

describe('findNamedBatch', () => {
  it.each([
    { name: 'finds it wherever it stands', listed: [...others(3), 'ours', ...others(3)], found: 'ours', asked: 4 },
    { name: 'finds none in an empty list', listed: [], found: 'none', asked: 0 },
    { name: 'finds none where the list ends', listed: others(3), found: 'none', asked: 3 },
    { name: 'says nothing of a list that is longer than it looks', listed: [...others(batchesLookedAtMax), 'ours'], found: 'undecided', asked: batchesLookedAtMax },
    { name: 'looks as far as it may', listed: [...others(batchesLookedAtMax - 1), 'ours'], found: 'ours', asked: batchesLookedAtMax },
  ])('$name', async ({ listed, found, asked }) => expect(await find(listed)).toEqual({ found, asked }));
});
