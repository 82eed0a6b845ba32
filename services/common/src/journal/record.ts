// One record on disk: 12 bytes of frame (magic, length, crc32 of the body), then the body. Numbers
// are little-endian. The magic lets a reader find the next record behind a corrupt one.
import { crc32 } from 'node:zlib';
import { idBytesMax, kindBytesMax, payloadBytesMax, payloadBytesReadMax } from './limits.js';

const frameBytes = 12;
const entryHeaderBytes = 33;
const markHeaderBytes = 5;
const magic = Buffer.from('SYJ1', 'latin1');
const bodyBytesMax = entryHeaderBytes + kindBytesMax + idBytesMax + payloadBytesReadMax;

const typeEntry = 1;
const typeMark = 2;
const flagOpens = 1;
const flagMoved = 2;

export type EntryRecord = {
  readonly type: 'entry';
  readonly sequence: number;
  readonly kind: string;
  readonly id: string;
  readonly recordedAtMs: number;
  // Promised payload bytes of the record that will end this one; undefined for one that does not stay open.
  readonly reserveBytes: number | undefined;
  // The open entry that this one ends; 0 for none.
  readonly releases: number;
  // Rewritten from an older segment under its old sequence.
  readonly isMoved: boolean;
  readonly payload: Uint8Array;
};

// Says that these entries are done with: facts the ledger disposed of, open entries that ended without a fact.
export type MarkRecord = { readonly type: 'mark'; readonly sequences: readonly number[] };

export type JournalRecord = EntryRecord | MarkRecord;

// A buffer that is reused for every append, so that the hot path allocates nothing but strings' bytes.
export class RecordEncoder {
  #buffer = Buffer.allocUnsafe(64 * 1024);

  // Valid until the next call.
  entry(record: Omit<EntryRecord, 'type'>): Buffer {
    const { kind, id, payload } = record;
    const buffer = this.#sized(frameBytes + entryHeaderBytes + kind.length * 3 + id.length * 3 + payload.length);
    const kindAt = frameBytes + entryHeaderBytes;
    const kindBytes = buffer.write(kind, kindAt, 'utf8');
    const idBytes = buffer.write(id, kindAt + kindBytes, 'utf8');
    if (kindBytes === 0 || kindBytes > kindBytesMax) throw new RangeError(`A journal entry's kind has 1 to ${kindBytesMax} bytes; ${JSON.stringify(kind)} has ${kindBytes}.`);
    if (idBytes === 0 || idBytes > idBytesMax) throw new RangeError(`A journal entry's id has 1 to ${idBytesMax} bytes; this one has ${idBytes}.`);
    const bytesMax = record.isMoved ? payloadBytesReadMax : payloadBytesMax;
    if (payload.length > bytesMax) throw new RangeError(`A journal entry holds at most ${bytesMax} bytes; this one has ${payload.length}.`);
    buffer[frameBytes] = typeEntry;
    buffer[frameBytes + 1] = (record.reserveBytes === undefined ? 0 : flagOpens) | (record.isMoved ? flagMoved : 0);
    writeSequence(buffer, record.sequence, frameBytes + 2);
    buffer.writeDoubleLE(record.recordedAtMs, frameBytes + 10);
    writeSequence(buffer, record.releases, frameBytes + 18);
    buffer.writeUInt32LE(record.reserveBytes ?? 0, frameBytes + 26);
    buffer[frameBytes + 30] = kindBytes;
    buffer.writeUInt16LE(idBytes, frameBytes + 31);
    const payloadAt = kindAt + kindBytes + idBytes;
    buffer.set(payload, payloadAt);
    return this.#framed(buffer, payloadAt + payload.length);
  }

  // Valid until the next call.
  mark(sequences: readonly number[]): Buffer {
    const length = frameBytes + markHeaderBytes + sequences.length * 8;
    const buffer = this.#sized(length);
    buffer[frameBytes] = typeMark;
    buffer.writeUInt32LE(sequences.length, frameBytes + 1);
    sequences.forEach((sequence, index) => writeSequence(buffer, sequence, frameBytes + markHeaderBytes + index * 8));
    return this.#framed(buffer, length);
  }

  #sized(bytes: number): Buffer {
    if (this.#buffer.length < bytes) this.#buffer = Buffer.allocUnsafe(bytes);
    return this.#buffer;
  }

  #framed(buffer: Buffer, length: number): Buffer {
    buffer.set(magic, 0);
    buffer.writeUInt32LE(length - frameBytes, 4);
    buffer.writeUInt32LE(crc32(buffer.subarray(frameBytes, length)), 8);
    return buffer.subarray(0, length);
  }
}

// Reads the record at an offset; undefined when there is no whole, sound record there.
export function decodeRecord(buffer: Buffer, offset: number): { record: JournalRecord; length: number } | undefined {
  if (offset + frameBytes > buffer.length || buffer.compare(magic, 0, 4, offset, offset + 4) !== 0) return undefined;
  const bodyBytes = buffer.readUInt32LE(offset + 4);
  const start = offset + frameBytes;
  if (bodyBytes > bodyBytesMax || start + bodyBytes > buffer.length) return undefined;
  const body = buffer.subarray(start, start + bodyBytes);
  if (crc32(body) !== buffer.readUInt32LE(offset + 8)) return undefined;
  return { record: body[0] === typeMark ? decodeMark(body) : decodeEntry(body), length: frameBytes + bodyBytes };
}

// Where the next record may begin, at or behind an offset; -1 for nowhere.
export function findRecord(buffer: Buffer, offset: number): number {
  return buffer.indexOf(magic, offset);
}

function decodeEntry(body: Buffer): EntryRecord {
  const flags = body[1]!;
  const kindEnd = entryHeaderBytes + body[30]!;
  const idEnd = kindEnd + body.readUInt16LE(31);
  return {
    type: 'entry',
    sequence: readSequence(body, 2),
    kind: body.toString('utf8', entryHeaderBytes, kindEnd),
    id: body.toString('utf8', kindEnd, idEnd),
    recordedAtMs: body.readDoubleLE(10),
    reserveBytes: (flags & flagOpens) === 0 ? undefined : body.readUInt32LE(26),
    releases: readSequence(body, 18),
    isMoved: (flags & flagMoved) !== 0,
    payload: new Uint8Array(body.subarray(idEnd)),
  };
}

function decodeMark(body: Buffer): MarkRecord {
  const count = body.readUInt32LE(1);
  return { type: 'mark', sequences: Array.from({ length: count }, (_, index) => readSequence(body, markHeaderBytes + index * 8)) };
}

// Sequences are whole numbers below 2^53: at a million a second that is 285 years.
function writeSequence(buffer: Buffer, sequence: number, offset: number): void {
  buffer.writeUInt32LE(sequence >>> 0, offset);
  buffer.writeUInt32LE(Math.floor(sequence / 2 ** 32), offset + 4);
}

function readSequence(buffer: Buffer, offset: number): number {
  return buffer.readUInt32LE(offset) + buffer.readUInt32LE(offset + 4) * 2 ** 32;
}
