// Goal: nothing that was appended is lost, forgotten early or told twice as new, through restarts,
// torn and corrupt files and a full disk.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { JournalFullError, JournalLockedError, JournalWriteError, openJournal, type Journal, type JournalOptions } from './index.js';

const hour = 60 * 60 * 1000;
let directory: string;
let opened: Journal[];
let nowMs: number;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'switchyard-journal-'));
  opened = [];
  nowMs = 1_000_000;
});

afterEach(async () => {
  for (const journal of opened) await journal.close();
  rmSync(directory, { recursive: true, force: true });
});

function open(options: Partial<JournalOptions> = {}): Journal {
  const clock = { now: () => nowMs, setTimer: () => ({ cancel: () => {} }) };
  const journal = openJournal({ directory, clock, ...options });
  opened.push(journal);
  return journal;
}

async function reopen(journal: Journal, options: Partial<JournalOptions> = {}): Promise<Journal> {
  await journal.close();
  return open(options);
}

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const ids = (journal: Journal): string[] => journal.undisposed({ entriesMax: 100_000, bytesMax: 1e9 }).map(({ id }) => id);
const segments = (): string[] => readdirSync(directory).filter((name) => name.endsWith('.journal')).sort();
const fact = (journal: Journal, id: string, bytes = 10): number => journal.append({ kind: 'fact', id, payload: new Uint8Array(bytes) }).sequence;

describe('a journal', () => {
  it('hands back what was appended, in order, also after a restart', async () => {
    const first = open();
    expect(first.append({ kind: 'started', id: 'attempt-1', payload: text('terms'), reserveBytes: 100 })).toEqual({ sequence: 1 });
    first.append({ kind: 'finished', id: 'fact-é', payload: text('usage'), releases: 1 });
    first.append({ kind: 'sent', id: 'attempt-2', payload: new Uint8Array(), reserveBytes: 0 });
    const second = await reopen(first);
    expect(second.id).toBe(first.id);
    expect(second.undisposed()).toEqual([{ sequence: 2, kind: 'finished', id: 'fact-é', recordedAtMs: nowMs, payload: text('usage') }]);
    expect(second.open()).toEqual([{ sequence: 3, kind: 'sent', id: 'attempt-2', recordedAtMs: nowMs, payload: new Uint8Array() }]);
    expect(fact(second, 'fact-3')).toBe(4);
  });

  it('forgets what was disposed of, and still after a restart', async () => {
    const first = open();
    for (const id of ['a', 'b', 'c']) fact(first, id);
    expect(first.dispose(['b', 'unknown', 'b'])).toBe(1);
    expect(ids(first)).toEqual(['a', 'c']);
    expect(ids(await reopen(first))).toEqual(['a', 'c']);
  });

  it('disposes of both when a fact was reported twice under one id', () => {
    const journal = open();
    fact(journal, 'a');
    fact(journal, 'a');
    expect(journal.dispose(['a'])).toBe(2);
    expect(ids(journal)).toEqual([]);
  });

  it('releases an open entry without a fact, and still after a restart', async () => {
    const first = open();
    const { sequence } = first.append({ kind: 'sent', id: 'attempt-1', payload: text(''), reserveBytes: 10 });
    first.release(sequence);
    expect(first.open()).toEqual([]);
    expect((await reopen(first)).open()).toEqual([]);
  });

  it('refuses to end what is not open', () => {
    const journal = open();
    const sequence = fact(journal, 'a');
    expect(() => journal.append({ kind: 'finished', id: 'b', payload: text(''), releases: sequence })).toThrow(RangeError);
    expect(() => journal.append({ kind: 'finished', id: 'b', payload: text(''), releases: 99 })).toThrow('not open');
    expect(ids(journal)).toEqual(['a']);
  });

  it('knows an attempt until its fact is disposed of', async () => {
    const first = open();
    const { sequence } = first.append({ kind: 'started', id: 'attempt-1', payload: text(''), reserveBytes: 10 });
    expect(first.has('attempt-1')).toBe(true);
    first.append({ kind: 'finished', id: 'fact-1', payload: text(''), releases: sequence });
    const second = await reopen(first);
    expect(second.has('attempt-1')).toBe(true);
    second.dispose(['fact-1']);
    expect(second.has('attempt-1')).toBe(false);
  });

  it('gives batches bounded by entries and bytes, and goes on behind a sequence', () => {
    const journal = open();
    for (let number = 1; number <= 10; number += 1) fact(journal, `fact-${number}`, 100);
    expect(journal.undisposed({ entriesMax: 3 }).map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    expect(journal.undisposed({ after: 8 }).map(({ sequence }) => sequence)).toEqual([9, 10]);
    expect(journal.undisposed({ bytesMax: 350 }).map(({ sequence }) => sequence)).toEqual([1, 2]);
    expect(journal.undisposed({ bytesMax: 1 }).map(({ sequence }) => sequence)).toEqual([1]);
  });

  it('tells apart what was published, and when', () => {
    const journal = open();
    for (const id of ['a', 'b', 'c']) fact(journal, id);
    journal.markPublished([1]);
    nowMs += 100;
    journal.markPublished([2]);
    const publishedBefore = (limitMs: number) => journal.undisposed({ where: ({ publishedAtMs }) => publishedAtMs !== undefined && publishedAtMs < limitMs }).map(({ id }) => id);
    expect(publishedBefore(nowMs)).toEqual(['a']);
    expect(publishedBefore(nowMs + 1)).toEqual(['a', 'b']);
    expect(journal.undisposed({ where: ({ publishedAtMs }) => publishedAtMs === undefined }).map(({ id }) => id)).toEqual(['c']);
    expect(journal.undisposedIds({ after: 1, entriesMax: 1 })).toEqual([{ sequence: 2, id: 'b' }]);
    expect(ids(journal)).toEqual(['a', 'b', 'c']);
  });

  it('has a watermark that waits for the oldest open or unpublished entry', () => {
    const journal = open();
    expect(journal.watermark()).toMatchObject({ sequence: 0, completeUntilMs: nowMs });
    const startedAtMs = nowMs;
    journal.append({ kind: 'started', id: 'attempt-1', payload: text(''), reserveBytes: 10 });
    nowMs += 10;
    fact(journal, 'a');
    journal.markPublished([2]);
    expect(journal.watermark()).toMatchObject({ sequence: 0, completeUntilMs: startedAtMs });
    nowMs += 10;
    journal.append({ kind: 'finished', id: 'b', payload: text(''), releases: 1 });
    expect(journal.watermark()).toMatchObject({ sequence: 2, completeUntilMs: nowMs });
    journal.dispose(['b']);
    expect(journal.watermark()).toMatchObject({ sequence: 3, completeUntilMs: nowMs });
  });

  it.each([
    { name: 'an empty kind', request: { kind: '', id: 'a', payload: new Uint8Array() } },
    { name: 'a long kind', request: { kind: 'k'.repeat(64), id: 'a', payload: new Uint8Array() } },
    { name: 'an empty id', request: { kind: 'fact', id: '', payload: new Uint8Array() } },
    { name: 'a long id', request: { kind: 'fact', id: 'é'.repeat(128), payload: new Uint8Array() } },
    { name: 'a huge payload', request: { kind: 'fact', id: 'a', payload: new Uint8Array(1024 ** 2 + 1) } },
  ])('refuses $name and stays whole', async ({ request }) => {
    const journal = open();
    expect(() => journal.append(request)).toThrow(RangeError);
    fact(journal, 'next');
    const again = await reopen(journal);
    expect(ids(again)).toEqual(['next']);
    expect(again.gaps).toEqual([]);
  });

  it('refuses to write once it is closed', async () => {
    const journal = open();
    await journal.close();
    expect(() => fact(journal, 'a')).toThrow(JournalWriteError);
  });
});

describe('a damaged journal', () => {
  it('cuts a torn end off, says so, and goes on', async () => {
    const first = open();
    for (const id of ['a', 'b']) fact(first, id, 200);
    await first.close();
    const path = join(directory, segments()[0]!);
    truncateSync(path, statSync(path).size - 7);
    const said: string[] = [];
    const second = open({ log: { info: () => {}, warn: (_fields, sentence) => said.push(sentence), error: (_fields, sentence) => said.push(`error ${sentence}`) } });
    expect(said).toEqual([expect.stringContaining('torn end')]);
    expect(ids(second)).toEqual(['a']);
    fact(second, 'c');
    expect(ids(await reopen(second))).toEqual(['a', 'c']);
  });

  it('cuts off an end of zeros, as a lost machine leaves it', async () => {
    const first = open();
    fact(first, 'a');
    await first.close();
    appendFileSync(join(directory, segments()[0]!), new Uint8Array(4096));
    const second = open();
    expect(ids(second)).toEqual(['a']);
    expect(second.gaps).toEqual([]);
  });

  it('reports a corrupt middle with the sequences that are missing, and reads on behind it', async () => {
    const first = open();
    for (const id of ['a', 'b', 'c', 'd']) fact(first, id, 200);
    await first.close();
    const path = join(directory, segments()[0]!);
    const bytes = readFileSync(path);
    const length = bytes.length / 4;
    bytes[length + 100]! ^= 1;
    writeFileSync(path, bytes);
    const second = open();
    expect(ids(second)).toEqual(['a', 'c', 'd']);
    expect(second.gaps).toEqual([
      { kind: 'corrupt', path, offset: length, bytes: length },
      { kind: 'missing', fromSequence: 2, toSequence: 2 },
    ]);
  });

  it('reports a segment that was deleted by someone else', async () => {
    const first = open({ segmentBytes: 300 });
    for (const id of ['a', 'b', 'c', 'd', 'e']) fact(first, id, 300);
    await first.close();
    rmSync(join(directory, segments()[2]!));
    const second = open();
    expect(ids(second)).toEqual(['a', 'b', 'd', 'e']);
    expect(second.gaps).toEqual([{ kind: 'missing', fromSequence: 3, toSequence: 3 }]);
  });
});

describe('a journal and its room', () => {
  const small = { bytesMax: 20_000, segmentBytes: 2_000 };

  function fill(journal: Journal): number {
    for (let count = 0; ; count += 1) {
      try {
        fact(journal, `fill-${count}`, 500);
      } catch (error) {
        expect(error).toBeInstanceOf(JournalFullError);
        return count;
      }
    }
  }

  it('refuses what does not fit, keeps what it has, and never grows beyond its limit', async () => {
    const journal = open(small);
    const count = fill(journal);
    expect(count).toBeGreaterThan(20);
    expect(journal.usage.usedBytes).toBeLessThanOrEqual(small.bytesMax);
    expect(ids(await reopen(journal, small))).toHaveLength(count);
  });

  it('always has the promised room for the end of an open entry, also after a restart', async () => {
    const first = open(small);
    const { sequence } = first.append({ kind: 'started', id: 'attempt-1', payload: text(''), reserveBytes: 4_000 });
    fill(first);
    const second = await reopen(first, small);
    expect(() => fact(second, 'more', 500)).toThrow(JournalFullError);
    second.append({ kind: 'finished', id: 'i'.repeat(255), payload: new Uint8Array(4_000), releases: sequence });
    expect(second.usage.usedBytes).toBeLessThanOrEqual(small.bytesMax);
    expect(second.dispose(ids(second))).toBeGreaterThan(20);
    expect(second.usage.usedBytes).toBeLessThanOrEqual(small.bytesMax);
  });

  it('lets an end use the room of several open entries, which are released with it', () => {
    const journal = open(small);
    const [first, ...others] = ['attempt-1', 'attempt-2', 'attempt-3'].map((id) => journal.append({ kind: 'sent', id, payload: text(''), reserveBytes: 3_000 }).sequence);
    fill(journal);
    const end = { kind: 'fact', id: 'end', payload: new Uint8Array(9_000), releases: first };
    expect(() => journal.append(end)).toThrow(JournalFullError);
    journal.append({ ...end, usesRoomOf: others });
    for (const sequence of others) journal.release(sequence);
    expect(journal.usage.usedBytes).toBeLessThanOrEqual(small.bytesMax);
  });

  it('refuses an entry whose end no record could hold', () => {
    const journal = open();
    expect(() => journal.append({ kind: 'sent', id: 'attempt-1', payload: text(''), reserveBytes: 512 * 1024 + 1 })).toThrow(RangeError);
    expect(journal.usage.openCount).toBe(0);
  });

  it('makes room by deleting what was disposed of before its time, oldest first', () => {
    const journal = open(small);
    const count = fill(journal);
    journal.dispose(ids(journal));
    expect(segments().length).toBeGreaterThan(5);
    // The marks of the disposal take a little of the room.
    expect(fill(journal)).toBeGreaterThanOrEqual(count - 2);
    expect(journal.usage.usedBytes).toBeLessThanOrEqual(small.bytesMax);
  });

  it('moves a long-lived entry forward instead of letting it hold every segment', async () => {
    const journal = open(small);
    journal.append({ kind: 'started', id: 'long', payload: text('terms'), reserveBytes: 100 });
    for (let number = 0; number < 500; number += 1) {
      fact(journal, `fact-${number}`, 500);
      journal.dispose([`fact-${number}`]);
    }
    expect(journal.usage.usedBytes).toBeLessThanOrEqual(small.bytesMax);
    const again = await reopen(journal, small);
    expect(again.open()).toMatchObject([{ sequence: 1, kind: 'started', id: 'long', payload: text('terms') }]);
    expect(again.gaps).toEqual([]);
    again.append({ kind: 'finished', id: 'end', payload: text(''), releases: 1 });
    expect(ids(again)).toEqual(['end']);
  });

  it('deletes disposed segments after their time, and not before', () => {
    const journal = open({ segmentBytes: 1_000, retainDisposedMs: 24 * hour });
    for (let number = 0; number < 10; number += 1) fact(journal, `fact-${number}`, 500);
    journal.dispose(ids(journal));
    const before = segments().length;
    expect(before).toBeGreaterThan(3);
    nowMs += 24 * hour - 1;
    journal.dispose([]);
    expect(segments()).toHaveLength(before);
    nowMs += 1;
    journal.dispose([]);
    expect(segments()).toHaveLength(1);
  });

  it('never counts from one again after all its segments were deleted', async () => {
    const options = { segmentBytes: 100, retainDisposedMs: 0 };
    const first = open(options);
    for (let number = 0; number < 10; number += 1) fact(first, `fact-${number}`, 500);
    first.dispose(ids(first));
    const second = await reopen(await reopen(first, options), options);
    expect(fact(second, 'next')).toBe(11);
    expect(second.gaps).toEqual([]);
  });
});

describe('a journal\'s directory', () => {
  it('belongs to one process, and says who has it', async () => {
    const first = open();
    expect(() => open()).toThrow(JournalLockedError);
    expect(() => open()).toThrow(`in use by process ${process.pid}`);
    await first.close();
    expect(existsSync(join(directory, 'lock'))).toBe(false);
    open();
  });

  it.each([
    { name: 'a process that is gone', owner: { pid: 2 ** 22 - 3, host: hostname(), startedAt: 'boot/1' } },
    { name: 'an earlier process with our id', owner: { pid: process.pid, host: hostname(), startedAt: 'earlier/1' } },
    { name: 'half a lock', owner: undefined },
  ])('is taken over from $name', ({ owner }) => {
    writeFileSync(join(directory, 'lock'), owner ? JSON.stringify(owner) : '{"pid"');
    const journal = open();
    fact(journal, 'a');
    expect(readdirSync(directory).filter((name) => name.startsWith('lock'))).toEqual(['lock']);
  });

  it('is respected while another host refreshes its lock', () => {
    writeFileSync(join(directory, 'lock'), JSON.stringify({ pid: 1, host: 'elsewhere', startedAt: '' }));
    expect(() => open()).toThrow('in use by process 1 on elsewhere');
  });
});

// Goal: whatever the order of appends, ends, disposals, restarts and torn ends, the journal agrees
// with a plain list.
describe('a journal beside a model of it', () => {
  const operation = fc.oneof(
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('fact' as const), bytes: fc.nat(900) }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('start' as const), reserve: fc.nat(400) }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('finish' as const), pick: fc.nat() }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('release' as const), pick: fc.nat() }) },
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('dispose' as const), pick: fc.nat(), count: fc.nat(8) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const), tornBytes: fc.nat(40) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(2_000) }) },
  );
  const options = { bytesMax: 16_000, segmentBytes: 1_500, retainDisposedMs: 1_000 };

  it('holds the same open entries and facts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { maxLength: 120 }), async (operations) => {
        rmSync(directory, { recursive: true, force: true });
        let journal = open(options);
        const openReserves = new Map<number, number>();
        const facts = new Map<number, string>();
        const pickOpen = (pick: number): number | undefined => [...openReserves.keys()][pick % Math.max(1, openReserves.size)];
        let count = 0;
        for (const step of operations) {
          count += 1;
          if (step.kind === 'fact' || step.kind === 'start') {
            try {
              const payload = new Uint8Array(step.kind === 'fact' ? step.bytes : 20);
              const { sequence } = journal.append({ kind: step.kind, id: `id-${count}`, payload, reserveBytes: step.kind === 'start' ? step.reserve : undefined });
              if (step.kind === 'fact') facts.set(sequence, `id-${count}`);
              else openReserves.set(sequence, step.reserve);
            } catch (error) {
              expect(error).toBeInstanceOf(JournalFullError);
            }
          } else if (step.kind === 'finish') {
            const releases = pickOpen(step.pick);
            if (releases === undefined) continue;
            const { sequence } = journal.append({ kind: 'finished', id: `id-${count}`, payload: new Uint8Array(openReserves.get(releases)!), releases });
            openReserves.delete(releases);
            facts.set(sequence, `id-${count}`);
          } else if (step.kind === 'release') {
            const sequence = pickOpen(step.pick);
            if (sequence === undefined) continue;
            journal.release(sequence);
            openReserves.delete(sequence);
          } else if (step.kind === 'dispose') {
            const chosen = [...facts].slice(step.pick % Math.max(1, facts.size)).slice(0, step.count);
            expect(journal.dispose(chosen.map(([, id]) => id))).toBe(chosen.length);
            for (const [sequence] of chosen) facts.delete(sequence);
          } else if (step.kind === 'wait') nowMs += step.ms;
          else {
            await journal.close();
            appendFileSync(join(directory, segments().at(-1)!), Buffer.alloc(step.tornBytes, 'SYJ1'));
            journal = open(options);
          }
          expect(journal.usage.usedBytes + journal.usage.promisedBytes).toBeLessThanOrEqual(options.bytesMax);
        }
        await journal.close();
        journal = open(options);
        expect(journal.gaps).toEqual([]);
        expect(journal.open().map(({ sequence }) => sequence)).toEqual([...openReserves.keys()]);
        expect(journal.undisposed({ entriesMax: 1_000, bytesMax: 1e9 }).map(({ sequence, id }) => [sequence, id])).toEqual([...facts]);
        await journal.close();
      }),
      { numRuns: 150 },
    );
  });
});
