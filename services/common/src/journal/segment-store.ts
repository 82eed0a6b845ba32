// The files of a journal as one long tail: writes, rotates, syncs, deletes. It knows bytes and
// leaves their meaning to the journal.
import type { Clock, Timer } from '../lifecycle/index.js';
import { JournalWriteError } from './errors.js';
import { Segment, syncDirectory } from './segment.js';

export type SegmentStoreOptions = {
  readonly directory: string;
  readonly segmentBytes: number;
  readonly syncEveryMs: number;
  readonly retainDisposedMs: number;
  readonly clock: Pick<Clock, 'now' | 'setTimer'>;
  readonly onBroken: (error: Error) => void;
};

export class SegmentStore {
  readonly #options: SegmentStoreOptions;
  readonly #segments: Segment[];
  #current: Segment;
  #usedBytes = 0;
  #broken: JournalWriteError | undefined;
  #isClosed = false;
  #isDirty = false;
  #syncTimer: Timer | undefined;

  constructor(options: SegmentStoreOptions, segments: Segment[], nextSequence: number) {
    this.#options = options;
    this.#segments = segments;
    this.#current = segments.at(-1) ?? this.#addSegment(nextSequence);
    for (const segment of segments) this.#usedBytes += segment.sizeBytes;
  }

  get usedBytes(): number {
    return this.#usedBytes;
  }

  // Bytes of entries that are neither ended nor disposed of.
  get liveBytes(): number {
    return this.#segments.reduce((sum, segment) => sum + segment.liveBytes, 0);
  }

  get oldest(): Segment {
    return this.#segments[0]!;
  }

  get current(): Segment {
    return this.#current;
  }

  // Throws what every write throws once the store is closed or its disk has failed.
  assertWritable(): void {
    if (this.#isClosed) throw new JournalWriteError(`The journal in ${this.#options.directory} is closed.`);
    if (this.#broken) throw this.#broken;
  }

  // One write(2) at the tail. Throws JournalWriteError, and then the files are as before.
  write(record: Uint8Array, nextSequence: number): { segment: Segment; offset: number } {
    this.assertWritable();
    if (this.#current.sizeBytes >= this.#options.segmentBytes) this.rotate(nextSequence);
    const segment = this.#current;
    try {
      const offset = segment.append(record);
      this.#usedBytes += record.length;
      this.#isDirty = true;
      this.#syncTimer ??= this.#options.clock.setTimer(this.#options.syncEveryMs, () => this.#sync());
      return { segment, offset };
    } catch (error) {
      throw error instanceof JournalWriteError ? error : this.#break(error);
    }
  }

  // Goes on in a new file. The old one's last bytes are synced like any others: soon, and not waited for.
  rotate(nextSequence: number): void {
    const full = this.#current;
    full.sync((error) => error && !this.#isClosed && !full.isDeleted && this.#break(error));
    if (full.liveCount === 0) full.doneAtMs ??= this.#options.clock.now();
    this.#current = this.#addSegment(nextSequence);
    this.deleteExpired();
  }

  // Segments go oldest first only: a younger one may hold the marks of an older one.
  deleteExpired(): void {
    const { clock, retainDisposedMs } = this.#options;
    while (this.oldest !== this.#current && this.oldest.doneAtMs !== undefined && clock.now() - this.oldest.doneAtMs >= retainDisposedMs) this.deleteOldest();
  }

  deleteOldest(): void {
    const oldest = this.#segments.shift()!;
    this.#usedBytes -= oldest.sizeBytes;
    oldest.delete();
  }

  syncNow(segments: Iterable<Segment>): void {
    try {
      for (const segment of segments) segment.syncNow();
    } catch (error) {
      throw this.#break(error);
    }
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#syncTimer?.cancel();
    try {
      if (!this.#broken) this.#current.syncNow();
    } finally {
      for (const segment of this.#segments) segment.close();
    }
  }

  #sync(): void {
    this.#isDirty = false;
    const segment = this.#current;
    segment.sync((error) => {
      this.#syncTimer = undefined;
      if (this.#isClosed || segment.isDeleted) return;
      if (error) this.#break(error);
      else if (this.#isDirty) this.#syncTimer = this.#options.clock.setTimer(this.#options.syncEveryMs, () => this.#sync());
    });
  }

  #addSegment(nextSequence: number): Segment {
    const { directory } = this.#options;
    const segment = new Segment(directory, (this.#segments.at(-1)?.index ?? 0) + 1, nextSequence);
    syncDirectory(directory);
    this.#segments.push(segment);
    return segment;
  }

  // After a failed fdatasync the kernel may have dropped pages that it had taken, and after a failed
  // truncate half a record stands in the file: nothing written later could be trusted.
  #break(cause: unknown): JournalWriteError {
    this.#broken ??= new JournalWriteError(`The journal in ${this.#options.directory} can no longer be written; restart the process once its disk is well.`, { cause });
    this.#options.onBroken(this.#broken);
    return this.#broken;
  }
}
