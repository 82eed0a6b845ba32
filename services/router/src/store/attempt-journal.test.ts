// Goal: what was sent has an end in the journal that can be booked, and no trouble with the journal costs a caller a paid answer.
import { create, fromBinary } from '@bufbuild/protobuf';
import { afterEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AttemptFinishedSchema, AttemptTermsSchema, Evidence, RequestFinishedSchema, UsageFactSchema, Witness, type AttemptTerms } from '@switchyard/proto/event/v1/usage';
import { openJournal, type Journal } from '@switchyard/common/journal';
import { attemptRoomBytes, attemptsMost, nameLengthMax, requestRoomBytes } from '../limits.js';
import { RouterJournal, type LostEnd } from './attempt-journal.js';

const undo: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

function journalIn(bytesMax?: number): { file: Journal; journal: RouterJournal; lost: LostEnd[] } {
  const directory = mkdtempSync(join(tmpdir(), 'router-journal-'));
  undo.push(() => rmSync(directory, { recursive: true }));
  const file = openJournal({ directory, bytesMax });
  undo.push(() => file.close());
  const lost: LostEnd[] = [];
  return { file, journal: new RouterJournal({ journal: file, now: () => 1_000, onLost: (one) => lost.push(one) }), lost };
}

const payer = { tenant: 'acme', endUser: '語'.repeat(nameLengthMax), labels: Object.fromEntries(Array.from({ length: 16 }, (_, at) => [`${at}`.padEnd(128, '語'), '語'.repeat(128)])) };
const termsOf = (requestId: string, number: number): AttemptTerms => create(AttemptTermsSchema, { attemptId: `${requestId}-${number}`, requestId, number, payer, provider: 'openai' });
const usage = { meters: { input: 10n, output: 5n }, inputTokens: 10n };
const endOf = (of: AttemptTerms, sentence = '') => create(AttemptFinishedSchema, { terms: of, witness: Witness.ROUTER, evidence: Evidence.REPORTED, usage, vendorResponseId: 'v1', errorMessage: sentence });
const facts = (file: Journal) => file.undisposed().map(({ payload }) => fromBinary(UsageFactSchema, payload));

describe('RouterJournal', () => {
  it('keeps room for the longest end of everything that it let leave', () => {
    const { file, journal, lost } = journalIn(4 * 1024 ** 2);
    const requests: { id: string; attempts: { terms: AttemptTerms; sequence: number }[] }[] = [];
    const fill = (): void => {
      for (let request = 0; request < 10_000; request += 1) {
        const attempts: { terms: AttemptTerms; sequence: number }[] = [];
        requests.push({ id: `r${request}`, attempts });
        for (let number = 1; number <= (request % 8 === 0 ? attemptsMost : 1); number += 1) {
          const terms = termsOf(`r${request}`, number);
          attempts.push({ terms, ...journal.sent(terms) });
        }
      }
    };
    expect(fill).toThrow(/cannot write its journal, so the call was not made/);
    expect(requests.length).toBeGreaterThan(3);
    for (const { id, attempts } of requests) {
      const decision = { requestId: id, warnings: ['w'.repeat(requestRoomBytes - 4_096)] };
      const ended = create(RequestFinishedSchema, { requestId: id, payer, decision, attempts: attempts.map(({ terms }) => endOf(terms, 's'.repeat(attemptRoomBytes - 1_024))) });
      if (attempts.length > 0) journal.finished(ended, attempts);
    }
    expect(lost).toEqual([]);
    expect(file.usage.openCount).toBe(0);
  });

  it('writes an end that is too long without its decision and sentences, with all that is booked of it', () => {
    const { file, journal, lost } = journalIn();
    const entries = [termsOf('r1', 1), termsOf('r1', 2)].map((terms) => ({ terms, ...journal.sent(terms) }));
    const decision = { requestId: 'r1', warnings: ['w'.repeat(1024 ** 2)] };
    journal.finished(create(RequestFinishedSchema, { requestId: 'r1', payer, decision, errorMessage: 'e'.repeat(1024), attempts: entries.map(({ terms }) => endOf(terms)) }), entries);
    const [fact] = facts(file);
    expect(fact).toMatchObject({ id: 'r1/router/request', tenant: 'acme', fact: { case: 'requestFinished' } });
    const ended = fact!.fact.case === 'requestFinished' ? fact!.fact.value : undefined;
    expect(ended).toMatchObject({ errorMessage: '', attempts: [{ terms: { attemptId: 'r1-1', payer: { tenant: 'acme' } }, usage, evidence: Evidence.REPORTED, vendorResponseId: 'v1' }, { terms: { attemptId: 'r1-2' } }] });
    expect(ended?.decision).toBeUndefined();
    expect(file.usage.openCount).toBe(0);
    expect(lost).toMatchObject([{ factId: 'r1/router/request', sequences: [] }]);
  });

  it('raises an alarm and does not throw when the disk refuses the end', async () => {
    const { file, journal, lost } = journalIn();
    const terms = termsOf('r1', 1);
    const entry = journal.sent(terms);
    await file.close();
    journal.finished(create(RequestFinishedSchema, { requestId: 'r1', payer, attempts: [endOf(terms)] }), [entry]);
    expect(lost).toMatchObject([{ factId: 'r1/router/request', sequences: [entry.sequence] }]);
  });

  it('refuses an attempt whose end no journal could take, before it leaves', () => {
    const { file, journal } = journalIn();
    const terms = create(AttemptTermsSchema, { attemptId: 'r1-1', requestId: 'r1', number: 1, payer: { tenant: 'acme', endUser: 'u'.repeat(700_000) } });
    expect(() => journal.sent(terms)).toThrow(/the call was not made/);
    expect(file.usage.openCount).toBe(0);
  });
});
