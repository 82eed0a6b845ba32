// Goal: whatever happens to the process, every attempt that was started is told of exactly once.
import { create, fromBinary } from '@bufbuild/protobuf';
import { afterEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AttemptFinishedSchema, AttemptTermsSchema, UsageFactSchema, Witness } from '@switchyard/proto/event/v1/usage';
import { openJournal, type Journal } from '@switchyard/common/journal';
import { rawUsageBytesMax } from '../limits.js';
import { AdapterJournal } from './adapter-journal.js';

const directories: string[] = [];
const open: Journal[] = [];
afterEach(async () => {
  for (const journal of open.splice(0)) await journal.close().catch(() => {});
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true });
});

function journalIn(directory = mkdtempSync(join(tmpdir(), 'adapter-journal-')), bytesMax?: number): { file: Journal; journal: AdapterJournal; directory: string } {
  if (!directories.includes(directory)) directories.push(directory);
  const file = openJournal({ directory, bytesMax });
  open.push(file);
  return { file, journal: new AdapterJournal({ journal: file, now: () => 1_000 }), directory };
}

const terms = (attemptId: string) => create(AttemptTermsSchema, { attemptId, payer: { tenant: 'acme' }, provider: 'openai' });
const facts = (file: Journal) => file.undisposed().map(({ payload }) => fromBinary(UsageFactSchema, payload));

describe('AdapterJournal', () => {
  it('a start and its end are one fact, with tenant, trace and witness', () => {
    const { file, journal } = journalIn();
    const entry = journal.started(terms('a1'), '00-trace-span-01');
    expect(journal.has('a1')).toBe(true);
    journal.finished(entry, create(AttemptFinishedSchema, { terms: terms('a1'), witness: Witness.ADAPTER }));
    expect(facts(file)).toMatchObject([{ id: 'a1/adapter/finished', tenant: 'acme', traceparent: '00-trace-span-01', journalId: file.id, fact: { case: 'attemptFinished' } }]);
    expect(journal.has('a1')).toBe(true);
    expect(file.usage.openCount).toBe(0);
  });

  it('what was under way when the process ended is told as unknown, once', async () => {
    const first = journalIn();
    first.journal.started(terms('a1'), '');
    const ended = first.journal.started(terms('a2'), '');
    first.journal.finished(ended, create(AttemptFinishedSchema, { terms: terms('a2') }));
    await first.file.close();

    const second = journalIn(first.directory);
    expect(second.journal.reportUnknown()).toBe(1);
    expect(facts(second.file).map(({ id }) => id).sort()).toEqual(['a1/adapter/unknown', 'a2/adapter/finished']);
    const unknown = facts(second.file).find(({ id }) => id === 'a1/adapter/unknown')!;
    expect(unknown.fact).toMatchObject({ case: 'attemptUnknown', value: { witness: Witness.ADAPTER, terms: { attemptId: 'a1' } } });
    expect(second.journal.has('a1')).toBe(true);
    await second.file.close();
    expect(journalIn(first.directory).journal.reportUnknown()).toBe(0);
  });

  it('an attempt that is handed over is told of by nobody here, until its end is learned', async () => {
    const first = journalIn();
    first.journal.handedOver(first.journal.started(terms('a1'), ''));
    expect(first.journal.has('a1')).toBe(false);
    await first.file.close();
    const second = journalIn(first.directory);
    expect(second.journal.reportUnknown()).toBe(0);
    expect(facts(second.file)).toEqual([]);
    second.journal.learned(create(AttemptFinishedSchema, { terms: terms('a1') }), '00-trace-span-01');
    second.journal.learned(create(AttemptFinishedSchema, { terms: terms('a1') }), '');
    expect(facts(second.file)).toMatchObject([{ id: 'a1/adapter/finished', tenant: 'acme', traceparent: '00-trace-span-01' }, { id: 'a1/adapter/finished' }]);
    second.file.dispose(['a1/adapter/finished']);
    expect(facts(second.file)).toEqual([]);
  });

  it('an attempt of which nobody knows what became is told as unknown at once', () => {
    const { file, journal } = journalIn();
    journal.unknown(journal.started(terms('a1'), ''), { terms: terms('a1'), startedAtMs: 500, why: 'the answer was lost' });
    expect(facts(file)).toMatchObject([{ id: 'a1/adapter/unknown', fact: { case: 'attemptUnknown', value: { witness: Witness.ADAPTER, why: 'the answer was lost' } } }]);
    expect(file.usage.openCount).toBe(0);
  });

  it('a full journal refuses what is learned with a reason, and has room for it later', () => {
    const { file, journal } = journalIn(undefined, 1024 ** 2);
    const learn = (): void => {
      for (let index = 0; index < 1_000; index += 1) journal.learned(create(AttemptFinishedSchema, { terms: terms(`a${index}`), rawUsageJson: 'x'.repeat(rawUsageBytesMax) }), '');
    };
    expect(learn).toThrow(/so what was learned is not booked yet/);
    file.dispose(facts(file).map(({ id }) => id));
    journal.learned(create(AttemptFinishedSchema, { terms: terms('later') }), '');
  });

  it('a full journal refuses the start, and still takes the end of everything that it let start', () => {
    const { journal } = journalIn(undefined, 1024 ** 2);
    const entries: { id: string; entry: ReturnType<AdapterJournal['started']> }[] = [];
    const fill = (): void => {
      for (let index = 0; index < 1_000; index += 1) entries.push({ id: `a${index}`, entry: journal.started(terms(`a${index}`), '') });
    };
    expect(fill).toThrow(/cannot write its journal, so the call was not made/);
    expect(entries.length).toBeGreaterThan(5);
    for (const { id, entry } of entries) {
      journal.finished(entry, create(AttemptFinishedSchema, { terms: terms(id), rawUsageJson: 'x'.repeat(rawUsageBytesMax), errorMessage: 'y'.repeat(500) }));
    }
  });
});
