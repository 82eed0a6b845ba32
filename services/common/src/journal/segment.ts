// One file of a journal. It only grows; it is deleted as a whole.
import { closeSync, fdatasync, fdatasyncSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { JournalWriteError } from './errors.js';

const fileName = /^([0-9]{8,})-([0-9]{16})\.journal$/;

export class Segment {
  readonly index: number;
  // The first sequence that can be in it: after a start the journal never counts from below the newest of these.
  readonly firstSequence: number;
  readonly path: string;
  readonly #fd: number;
  sizeBytes: number;
  // Entries in it that are neither ended nor disposed of, and their bytes.
  liveCount = 0;
  liveBytes = 0;
  // When its last entry was done with; undefined while one lives.
  doneAtMs: number | undefined;
  isDeleted = false;

  constructor(directory: string, index: number, firstSequence: number) {
    this.index = index;
    this.firstSequence = firstSequence;
    this.path = join(directory, `${String(index).padStart(8, '0')}-${String(firstSequence).padStart(16, '0')}.journal`);
    this.#fd = openSync(this.path, 'a+', 0o600);
    this.sizeBytes = fstatSync(this.#fd).size;
  }

  // The segment that a file name means; undefined for other files.
  static fromFile(directory: string, name: string): Segment | undefined {
    const match = fileName.exec(name);
    return match ? new Segment(directory, Number(match[1]), Number(match[2])) : undefined;
  }

  // One write(2). A short or failed write is cut off again, so that the file never has half a record in
  // its middle; then a JournalWriteError. Any other error means that even the cut failed.
  append(record: Uint8Array): number {
    const offset = this.sizeBytes;
    let written = 0;
    let cause: unknown;
    try {
      written = writeSync(this.#fd, record, 0, record.length);
    } catch (error) {
      cause = error;
    }
    if (written === record.length) {
      this.sizeBytes += written;
      return offset;
    }
    this.truncate(offset);
    throw new JournalWriteError(`The journal's disk took ${written} of ${record.length} bytes of ${this.path}.`, { cause });
  }

  truncate(sizeBytes: number): void {
    ftruncateSync(this.#fd, sizeBytes);
    this.sizeBytes = sizeBytes;
  }

  read(offset: number, length: number): Buffer {
    const buffer = Buffer.allocUnsafe(length);
    let filled = 0;
    while (filled < length) {
      const count = readSync(this.#fd, buffer, filled, length - filled, offset + filled);
      if (count === 0) throw new Error(`The journal's file ${this.path} ends at ${offset + filled}, before byte ${offset + length}.`);
      filled += count;
    }
    return buffer;
  }

  sync(done: (error: Error | null) => void): void {
    fdatasync(this.#fd, done);
  }

  syncNow(): void {
    fdatasyncSync(this.#fd);
  }

  close(): void {
    closeSync(this.#fd);
  }

  delete(): void {
    this.isDeleted = true;
    this.close();
    unlinkSync(this.path);
  }
}

// Makes a created or deleted file name last, as far as the file system allows it.
export function syncDirectory(directory: string): void {
  const fd = openSync(directory, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
