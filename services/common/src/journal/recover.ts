// Reads a journal's files at start: what is live, what was torn, what is missing.
import { readdirSync, readFileSync } from 'node:fs';
import type { EntryIndex, Located } from './entry-index.js';
import { decodeRecord, findRecord, type EntryRecord, type MarkRecord } from './record.js';
import { Segment } from './segment.js';

// A stretch of a journal that cannot be read. Money may be in it, so it is never passed over in silence.
export type JournalGap =
  | { readonly kind: 'corrupt'; readonly path: string; readonly offset: number; readonly bytes: number }
  // Entries from..to (inclusive) are in no file.
  | { readonly kind: 'missing'; readonly fromSequence: number; readonly toSequence: number };

export type Recovery = {
  readonly segments: Segment[];
  readonly nextSequence: number;
  readonly gaps: readonly JournalGap[];
  readonly tornTails: readonly { readonly path: string; readonly bytes: number }[];
};

type Found = { record: EntryRecord; segment: Segment; offset: number; length: number };

// Fills the index with what is live. Torn ends, the half of a record that a crash left, are cut off.
export function recover(directory: string, index: EntryIndex, nowMs: number): Recovery {
  const segments = readdirSync(directory)
    .map((name) => Segment.fromFile(directory, name))
    .filter((segment) => segment !== undefined)
    .sort((one, other) => one.index - other.index);

  const live = new Map<number, Found>();
  const endedIds = new Map<number, string>();
  const gaps: JournalGap[] = [];
  const tornTails: { path: string; bytes: number }[] = [];
  let expected = segments[0]?.firstSequence ?? 1;

  for (const segment of segments) {
    segment.doneAtMs = nowMs;
    const buffer = readFileSync(segment.path);
    let offset = 0;
    while (offset < buffer.length) {
      const decoded = decodeRecord(buffer, offset);
      if (!decoded) {
        const next = nextSound(buffer, offset + 1);
        if (next === undefined) {
          tornTails.push({ path: segment.path, bytes: buffer.length - offset });
          segment.truncate(offset);
          break;
        }
        gaps.push({ kind: 'corrupt', path: segment.path, offset, bytes: next - offset });
        offset = next;
        continue;
      }
      const { record, length } = decoded;
      if (record.type === 'mark') applyMark(record, live);
      else {
        if (!record.isMoved) {
          if (record.sequence > expected) gaps.push({ kind: 'missing', fromSequence: expected, toSequence: record.sequence - 1 });
          expected = Math.max(expected, record.sequence + 1);
        }
        const ended = live.get(record.releases);
        if (ended) endedIds.set(record.sequence, ended.record.id);
        live.delete(record.releases);
        live.set(record.sequence, { record, segment, offset, length });
      }
      offset += length;
    }
  }

  const found = [...live.values()].sort((one, other) => one.record.sequence - other.record.sequence);
  for (const one of found) index.add(locate(one, endedIds.get(one.record.sequence)));
  const nextSequence = Math.max(expected, segments.at(-1)?.firstSequence ?? 1);
  return { segments, nextSequence, gaps, tornTails };
}

function applyMark(mark: MarkRecord, live: Map<number, Found>): void {
  for (const sequence of mark.sequences) live.delete(sequence);
}

function nextSound(buffer: Buffer, from: number): number | undefined {
  for (let at = findRecord(buffer, from); at !== -1; at = findRecord(buffer, at + 1)) if (decodeRecord(buffer, at)) return at;
  return undefined;
}

function locate({ record, segment, offset, length }: Found, endedId: string | undefined): Located {
  const { sequence, kind, id, recordedAtMs, reserveBytes } = record;
  return { sequence, kind, id, recordedAtMs, reserveBytes, endedId, length, segment, offset, publishedAtMs: undefined, isDone: false, earlierTwin: undefined };
}
