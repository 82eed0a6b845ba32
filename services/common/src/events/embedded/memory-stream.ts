// One stream in memory: messages in order, duplicates dropped, and the durables that read it.
import { randomUUID } from 'node:crypto';
import type { Clock } from '../../lifecycle/index.js';
import { EventPublishError } from '../errors.js';
import { embeddedBytesMax } from '../limits.js';
import { matchesSubject } from '../subjects.js';
import type { ConsumeOptions, EventMessage, StreamDeclaration } from '../types.js';
import { MemoryDurable } from './memory-durable.js';
import type { StoredMessage } from './message-log.js';

export class MemoryStream {
  declaration: StreamDeclaration;
  readonly incarnation = randomUUID();
  readonly #clock: Clock;
  readonly #durables = new Map<string, MemoryDurable>();
  readonly #recentIds = new Map<string, number>();
  #messages: StoredMessage[] = [];
  #lastSequence = 0;
  #bytes = 0;

  constructor(declaration: StreamDeclaration, clock: Clock) {
    this.declaration = declaration;
    this.#clock = clock;
  }

  get lastSequence(): number {
    return this.#lastSequence;
  }

  append(message: EventMessage): void {
    const nowMs = this.#clock.now();
    this.#forgetOldIds(nowMs);
    if (this.#recentIds.has(message.messageId)) return;
    const bytes = sizeOf(message);
    this.#makeRoom(bytes, nowMs);
    this.#lastSequence += 1;
    this.#recentIds.set(message.messageId, nowMs);
    this.#messages.push({ ...message, data: new Uint8Array(message.data), headers: { ...message.headers }, sequence: this.#lastSequence, storedAtMs: nowMs });
    this.#bytes += bytes;
    for (const durable of this.#durables.values()) durable.wake();
  }

  // Makes the durable or moves it to where it should go on.
  durable(options: ConsumeOptions): MemoryDurable {
    const { durable: name, subjects, startAfter, maxAckPending } = options;
    const existing = this.#durables.get(name);
    const isHere = startAfter?.incarnation === this.incarnation && startAfter.sequence <= BigInt(this.#lastSequence);
    const after = startAfter === undefined ? undefined : isHere ? Number(startAfter.sequence) : 0;
    if (existing && (after === undefined || existing.isExactlyAfter(after))) {
      existing.adapt(subjects, maxAckPending);
      return existing;
    }
    existing?.replace();
    const durable = new MemoryDurable(this, subjects, maxAckPending, after ?? 0);
    this.#durables.set(name, durable);
    return durable;
  }

  existingDurable(name: string): MemoryDurable | undefined {
    return this.#durables.get(name);
  }

  // Messages behind a sequence that fit, oldest first.
  *after(sequence: number, patterns: readonly string[]): Generator<StoredMessage> {
    const first = this.#messages[0]?.sequence ?? 0;
    for (let at = Math.max(0, sequence + 1 - first); at < this.#messages.length; at += 1) {
      const message = this.#messages[at]!;
      if (patterns.some((pattern) => matchesSubject(pattern, message.subject))) yield message;
    }
  }

  get(sequence: number): StoredMessage | undefined {
    return this.#messages[sequence - (this.#messages[0]?.sequence ?? 0)];
  }

  // Memory is bounded: what is too old goes, then what every durable has acknowledged, then, if the
  // stream says so, the oldest. What remains is refused, and the publisher keeps it.
  #makeRoom(bytes: number, nowMs: number): void {
    const { maxAgeMs, whenFull, name } = this.declaration;
    const bytesMax = Math.min(this.declaration.bytesMax ?? embeddedBytesMax, embeddedBytesMax);
    const floor = Math.min(...[...this.#durables.values()].map((durable) => durable.ackFloor));
    let gone = 0;
    for (const message of this.#messages) {
      const isOld = nowMs - message.storedAtMs > maxAgeMs;
      const isFull = this.#bytes + bytes > bytesMax;
      if (!isOld && !(isFull && (whenFull === 'forget_oldest' || message.sequence <= floor))) break;
      this.#bytes -= sizeOf(message);
      gone += 1;
    }
    if (gone > 0) this.#messages = this.#messages.slice(gone);
    if (this.#bytes + bytes > bytesMax) throw new EventPublishError(`The embedded stream ${name} is full: ${this.#bytes} of ${bytesMax} bytes wait for their consumers.`);
  }

  // A Map keeps the order of insertion, so the oldest ids come first.
  #forgetOldIds(nowMs: number): void {
    for (const [id, atMs] of this.#recentIds) {
      if (nowMs - atMs <= this.declaration.duplicateWindowMs) return;
      this.#recentIds.delete(id);
    }
  }
}

function sizeOf(message: EventMessage): number {
  return message.data.length + message.subject.length + message.messageId.length + 64;
}
