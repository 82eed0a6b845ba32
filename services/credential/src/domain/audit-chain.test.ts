// Goal: whatever is changed in the audit, taken out of it or put into it breaks its chain, at the place where it was done.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chain, chainStart, firstBreak, type Act, type ChainedAct, type ChainHead } from './audit-chain.js';

const act: fc.Arbitrary<Act> = fc.record({
  atMs: fc.nat(),
  actor: fc.string({ maxLength: 8 }),
  action: fc.string({ maxLength: 8 }),
  subject: fc.string({ maxLength: 8 }),
  detail: fc.string({ maxLength: 8 }),
  generation: fc.option(fc.bigInt({ min: 1n, max: 99n }), { nil: undefined }),
});

function build(acts: readonly Act[]): { entries: ChainedAct[]; head: ChainHead } {
  let head: ChainHead = chainStart;
  const entries = acts.map((one) => {
    const entry = chain(head, one);
    head = { sequence: entry.sequence, hash: entry.hash };
    return entry;
  });
  return { entries, head };
}

const chains = fc.array(act, { minLength: 2, maxLength: 12 }).chain((acts) => fc.record({ acts: fc.constant(acts), at: fc.nat({ max: acts.length - 1 }) }));

describe('the chain', () => {
  it('is whole as it was written', () => {
    fc.assert(fc.property(fc.array(act, { maxLength: 12 }), (acts) => firstBreak(build(acts).entries, build(acts).head) === undefined));
  });

  it('shows where an entry was changed', () => {
    fc.assert(
      fc.property(chains, fc.constantFrom('actor', 'action', 'subject', 'detail'), ({ acts, at }, field) => {
        const { entries, head } = build(acts);
        const changed = entries.with(at, { ...(entries[at] as ChainedAct), [field]: `${(entries[at] as ChainedAct)[field]}!` });
        return firstBreak(changed, head) === BigInt(at + 1);
      }),
    );
  });

  it('shows an entry that was changed and given a fresh hash, by the one after it', () => {
    fc.assert(
      fc.property(chains, ({ acts, at }) => {
        const { entries, head } = build(acts);
        const before = entries[at - 1] ?? chainStart;
        const forged = chain(before, { ...(acts[at] as Act), detail: `${acts[at]?.detail}!` });
        return firstBreak(entries.with(at, forged), head) === BigInt(at + 2);
      }),
    );
  });

  it('shows that something moved from one field to the next', () => {
    const { entries, head } = build([{ atMs: 1, actor: 'ab', action: 'c', subject: '', detail: '', generation: undefined }]);
    expect(firstBreak([{ ...(entries[0] as ChainedAct), actor: 'a', action: 'bc' }], head)).toBe(1n);
  });

  it('shows where an entry is missing, the last one too', () => {
    fc.assert(
      fc.property(chains, ({ acts, at }) => {
        const { entries, head } = build(acts);
        return firstBreak(entries.toSpliced(at, 1), head) === BigInt(at + 1);
      }),
    );
  });
});
