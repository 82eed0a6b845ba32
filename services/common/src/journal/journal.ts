// An append-only local file: written before a call or a fact leaves the process, kept until the
// ledger has disposed of it.
//
// An entry with `reserveBytes` is open until another one `releases` it (a `started` until its
// `finished`); every other entry is a fact, which lives until `dispose`. An append is one
// write(2) into the page cache, so a SIGKILL loses nothing that returned; fdatasync follows
// within milliseconds and is not waited for.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock, type Clock } from '../lifecycle/index.js';
import { EntryIndex, type Located } from './entry-index.js';
import { JournalFullError } from './errors.js';
import {
  batchBytesDefault,
  batchEntriesDefault,
  bytesMaxDefault,
  closingOverheadBytes,
  disposalsPerMarkMax,
  markBytesPromised,
  moveLivePartMax,
  payloadBytesMax,
  retainDisposedMsDefault,
  segmentBytesDefault,
  segmentsMin,
  syncEveryMsDefault,
} from './limits.js';
import { lockDirectory, type DirectoryLock } from './lock.js';
import { decodeRecord, RecordEncoder, type EntryRecord } from './record.js';
import { recover, type JournalGap } from './recover.js';
import type { Segment } from './segment.js';
import { SegmentStore } from './segment-store.js';

export type JournalOptions = {
  readonly directory: string;
  readonly bytesMax?: number;
  readonly segmentBytes?: number;
  readonly syncEveryMs?: number;
  readonly retainDisposedMs?: number;
  readonly clock?: Pick<Clock, 'now' | 'setTimer'>;
  readonly log?: JournalLog;
};

// The part of a pino logger that a journal needs.
export type JournalLog = { info(fields: object, sentence: string): void; warn(fields: object, sentence: string): void; error(fields: object, sentence: string): void };

export type AppendRequest = {
  // A small word: `sent`, `started`, `fact`.
  readonly kind: string;
  // The attempt's id for an open entry, the fact's id for a fact.
  readonly id: string;
  readonly payload: Uint8Array;
  // Makes the entry open and keeps this much payload room for the entry that will release it.
  readonly reserveBytes?: number;
  // The open entry that this fact ends.
  readonly releases?: number;
  // Further open entries whose reserved room it may use: the caller releases them next.
  readonly usesRoomOf?: readonly number[];
};

export type JournalEntry = { readonly sequence: number; readonly kind: string; readonly id: string; readonly recordedAtMs: number; readonly payload: Uint8Array };

export type UndisposedQuery = {
  readonly after?: number;
  readonly entriesMax?: number;
  readonly bytesMax?: number;
  // Leaves out the other facts. Absent: all.
  readonly where?: (fact: FactState) => boolean;
};

export type FactState = {
  readonly sequence: number;
  readonly recordedAtMs: number;
  // When the broker last took it; undefined if it never did since the process started.
  readonly publishedAtMs: number | undefined;
};

export type Watermark = {
  // Every entry up to here is ended, and published or disposed of.
  readonly sequence: number;
  // Everything that was recorded before this time is among them.
  readonly completeUntilMs: number;
  // The entry that keeps it from moving on; undefined when there is none.
  readonly waitsFor?: { readonly sequence: number; readonly kind: string; readonly id: string };
};

// Throws JournalLockedError when another process has the directory, and whatever the file system says.
export function openJournal(options: JournalOptions): Journal {
  return new Journal(options);
}

export class Journal {
  // Made once per directory.
  readonly id: string;
  // What could not be read at start. Money may be missing: raise an alarm.
  readonly gaps: readonly JournalGap[];

  readonly #directory: string;
  readonly #bytesMax: number;
  readonly #segmentBytes: number;
  readonly #clock: Pick<Clock, 'now' | 'setTimer'>;
  readonly #lock: DirectoryLock;
  readonly #store: SegmentStore;
  readonly #index = new EntryIndex();
  readonly #encoder = new RecordEncoder();
  readonly #listeners = new Set<() => void>();
  #nextSequence: number;
  #promisedBytes = 0;

  constructor(options: JournalOptions) {
    const { directory, log, clock = systemClock, bytesMax = bytesMaxDefault, syncEveryMs = syncEveryMsDefault, retainDisposedMs = retainDisposedMsDefault } = options;
    this.#directory = directory;
    this.#bytesMax = bytesMax;
    this.#segmentBytes = Math.min(options.segmentBytes ?? segmentBytesDefault, Math.floor(bytesMax / segmentsMin));
    this.#clock = clock;

    mkdirSync(directory, { recursive: true, mode: 0o700 });
    this.#lock = lockDirectory(directory);
    try {
      this.id = readOrCreateId(directory);
      const recovery = recover(directory, this.#index, clock.now());
      this.gaps = recovery.gaps;
      this.#nextSequence = recovery.nextSequence;
      for (const tail of recovery.tornTails) log?.warn({ ...tail, journalId: this.id }, 'cut off the torn end of a journal: the process or machine stopped in the middle of a write');
      for (const gap of recovery.gaps) log?.error({ ...gap, journalId: this.id }, 'a part of the journal cannot be read; facts about money may be missing');
      const onBroken = (error: Error): void => log?.error({ journalId: this.id, err: error }, 'the journal can no longer be written');
      this.#store = new SegmentStore({ directory, segmentBytes: this.#segmentBytes, syncEveryMs, retainDisposedMs, clock, onBroken }, recovery.segments, this.#nextSequence);
    } catch (error) {
      this.#lock.release();
      throw error;
    }
    for (const entry of this.#index.openEntries()) this.#promisedBytes += promisedFor(entry.reserveBytes);
    this.#promisedBytes += this.#index.factCount * promisedFor(undefined);
  }

  // Bytes on disk and promised, of how many.
  get usage(): { readonly usedBytes: number; readonly promisedBytes: number; readonly bytesMax: number; readonly openCount: number; readonly undisposedCount: number } {
    return { usedBytes: this.#store.usedBytes, promisedBytes: this.#promisedBytes, bytesMax: this.#bytesMax, openCount: this.#index.openCount, undisposedCount: this.#index.factCount };
  }

  // One synchronous buffered write. Throws JournalFullError or JournalWriteError, and then nothing was written.
  append(request: AppendRequest): { sequence: number } {
    this.#store.assertWritable();
    const { kind, id, payload, reserveBytes } = request;
    const released = request.releases === undefined ? undefined : this.#index.openAt(request.releases);
    if (request.releases !== undefined && !released) throw new RangeError(`Journal entry ${request.releases} is not open, so ${JSON.stringify(id)} cannot end it.`);
    const sequence = this.#nextSequence;
    const recordedAtMs = this.#clock.now();
    const fields = { sequence, kind, id, recordedAtMs, reserveBytes, releases: request.releases ?? 0, isMoved: false, payload };
    let record = this.#encoder.entry(fields);
    const length = record.length;

    // What could never be written is refused before the call, not after it.
    if (reserveBytes !== undefined && reserveBytes > payloadBytesMax) throw new RangeError(`The end of ${JSON.stringify(id)} could need ${reserveBytes} bytes; a journal entry holds at most ${payloadBytesMax}.`);

    const promised = promisedFor(reserveBytes);
    const returned = released ? promisedFor(released.reserveBytes) : 0;
    const borrowed = (request.usesRoomOf ?? []).reduce((sum, other) => sum + (this.#index.openAt(other)?.reserveBytes ?? 0), 0);
    if (this.#makeRoom(length + promised - returned - borrowed, released === undefined)) record = this.#encoder.entry(fields);
    const { segment, offset } = this.#store.write(record, sequence);

    this.#nextSequence += 1;
    this.#promisedBytes += promised - returned;
    if (released) this.#index.remove(released, recordedAtMs);
    this.#index.add({ sequence, kind, id, recordedAtMs, reserveBytes, endedId: released?.id, length, segment, offset, publishedAtMs: undefined, isDone: false, earlierTwin: undefined });
    if (reserveBytes === undefined) for (const listener of this.#listeners) listener();
    return { sequence };
  }

  // Ends an open entry for which there is nothing to tell the ledger: nothing was sent after all.
  release(sequence: number): void {
    const entry = this.#index.openAt(sequence);
    if (entry) this.#markDone([entry]);
  }

  // Open entries, oldest first. At start these are attempts whose outcome is unknown.
  open(): JournalEntry[] {
    return [...this.#index.openEntries()].map((entry) => this.#read(entry));
  }

  // Whether an attempt is open here, or ended with a fact that is not disposed of yet.
  has(attemptId: string): boolean {
    return this.#index.hasAttemptId(attemptId);
  }

  // Facts that the ledger has not disposed of, in order, in bounded batches: go on with `after` the last sequence.
  undisposed(query: UndisposedQuery = {}): JournalEntry[] {
    const entriesMax = query.entriesMax ?? batchEntriesDefault;
    const bytesMax = query.bytesMax ?? batchBytesDefault;
    const entries: JournalEntry[] = [];
    let bytes = 0;
    for (const entry of this.#index.factsAfter(query.after ?? 0)) {
      if (query.where && !query.where(entry)) continue;
      if (entries.length >= entriesMax || (entries.length > 0 && bytes + entry.length > bytesMax)) break;
      bytes += entry.length;
      entries.push(this.#read(entry));
    }
    return entries;
  }

  // Ids of undisposed facts, for asking the ledger; no payload is read.
  undisposedIds(query: { after?: number; entriesMax: number }): { sequence: number; id: string }[] {
    const ids: { sequence: number; id: string }[] = [];
    for (const { sequence, id } of this.#index.factsAfter(query.after ?? 0)) {
      if (ids.length >= query.entriesMax) break;
      ids.push({ sequence, id });
    }
    return ids;
  }

  // Says that the broker has these facts. It frees nothing: only the ledger does, through dispose.
  markPublished(sequences: readonly number[]): void {
    const nowMs = this.#clock.now();
    for (const sequence of sequences) {
      const entry = this.#index.get(sequence);
      if (entry) this.#index.published(entry, nowMs);
    }
  }

  // Says that facts can never be published. They stay until they are disposed of, and hold no watermark up.
  setAside(sequences: readonly number[]): void {
    for (const sequence of sequences) {
      const entry = this.#index.get(sequence);
      if (entry) this.#index.setAside(entry);
    }
  }

  // Forgets facts that the ledger booked, found duplicate or parked. Unknown ids are none of ours,
  // or known already. Returns how many were forgotten. It lasts: a mark is written first.
  dispose(factIds: readonly string[]): number {
    const entries = [...new Set(factIds)].flatMap((id) => [...this.#index.factsById(id)]);
    this.#markDone(entries);
    this.#store.deleteExpired();
    return entries.length;
  }

  watermark(): Watermark {
    const oldest = this.#index.oldestIncomplete();
    return oldest ? { sequence: oldest.sequence - 1, completeUntilMs: oldest.recordedAtMs, waitsFor: { sequence: oldest.sequence, kind: oldest.kind, id: oldest.id } } : { sequence: this.#nextSequence - 1, completeUntilMs: this.#clock.now() };
  }

  // Calls after each appended fact, so that a forwarder need not poll. Returns how to stop it.
  onFact(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  // Flushes to disk and lets the directory go.
  async close(): Promise<void> {
    try {
      this.#store.close();
    } finally {
      this.#lock.release();
    }
  }

  #markDone(entries: readonly Located[]): void {
    for (let at = 0; at < entries.length; at += disposalsPerMarkMax) {
      const chunk = entries.slice(at, at + disposalsPerMarkMax);
      this.#store.write(this.#encoder.mark(chunk.map(({ sequence }) => sequence)), this.#nextSequence);
      const nowMs = this.#clock.now();
      for (const entry of chunk) {
        this.#promisedBytes -= promisedFor(entry.reserveBytes);
        this.#index.remove(entry, nowMs);
      }
    }
  }

  // Makes sure that `bytes` fit, deleting what is done with, oldest first. An entry that ends an open
  // one was promised its room; a new one must also leave a segment free, so that live entries of
  // the oldest can still be moved. Returns whether anything was moved.
  #makeRoom(bytes: number, isNew: boolean): boolean {
    const limit = this.#bytesMax - (isNew ? this.#segmentBytes : 0);
    let hasMoved = false;
    while (this.#store.usedBytes + this.#promisedBytes + bytes > limit) {
      const { oldest, current } = this.#store;
      if (oldest.sizeBytes === 0 || !this.#isWorthMoving(oldest)) throw this.#fullFor(bytes);
      if (oldest === current) this.#store.rotate(this.#nextSequence);
      if (oldest.isDeleted) continue;
      if (oldest.liveCount > 0) {
        this.#moveLive(oldest);
        hasMoved = true;
      }
      this.#store.deleteOldest();
    }
    return hasMoved;
  }

  // A segment without live entries always is; one that has some only if that frees enough for the work.
  #isWorthMoving(segment: Segment): boolean {
    if (segment.liveCount === 0) return true;
    if (this.#store.usedBytes + this.#promisedBytes + segment.liveBytes > this.#bytesMax) return false;
    return segment.liveBytes <= segment.sizeBytes * moveLivePartMax || this.#store.liveBytes <= this.#store.usedBytes * moveLivePartMax;
  }

  #fullFor(bytes: number): JournalFullError {
    const { usedBytes, promisedBytes, bytesMax, undisposedCount, openCount } = this.usage;
    return new JournalFullError(
      `The journal in ${this.#directory} has no room for ${bytes} bytes: ${usedBytes} used and ${promisedBytes} promised of ${bytesMax}, ${openCount} attempts open and ${undisposedCount} facts not yet disposed of by the ledger.`,
    );
  }

  // Rewrites what lives in a segment at the tail, under the same sequences. The copies are on disk
  // before the originals go.
  #moveLive(oldest: Segment): void {
    const written = new Set<Segment>();
    for (const entry of this.#index.liveIn(oldest)) {
      const record = this.#encoder.entry({ ...this.#decode(entry), isMoved: true });
      const { segment, offset } = this.#store.write(record, this.#nextSequence);
      this.#index.move(entry, segment, offset, this.#clock.now());
      written.add(segment);
    }
    this.#store.syncNow(written);
  }

  #read(entry: Located): JournalEntry {
    const { sequence, kind, id, recordedAtMs, payload } = this.#decode(entry);
    return { sequence, kind, id, recordedAtMs, payload };
  }

  #decode(entry: Located): EntryRecord {
    const decoded = decodeRecord(entry.segment.read(entry.offset, entry.length), 0);
    if (decoded?.record.type !== 'entry' || decoded.record.sequence !== entry.sequence) {
      throw new Error(`Journal entry ${entry.sequence} in ${entry.segment.path} was changed on disk after it was written.`);
    }
    return decoded.record;
  }
}

// Room that an entry holds beyond its own bytes: for its mark, and an open one's for its end.
function promisedFor(reserveBytes: number | undefined): number {
  return markBytesPromised + (reserveBytes === undefined ? 0 : reserveBytes + closingOverheadBytes);
}

function readOrCreateId(directory: string): string {
  const path = join(directory, 'id');
  if (existsSync(path)) {
    const id = readFileSync(path, 'utf8').trim();
    if (id !== '') return id;
  }
  const id = crypto.randomUUID();
  writeFileSync(path, `${id}\n`, { mode: 0o600, flush: true });
  return id;
}
