// One durable of the embedded bus: what it has handed out, what came back, what is acknowledged.
import { maxAckPendingDefault } from '../limits.js';
import type { PulledBatch } from '../run-batches.js';
import type { MessageLog, StoredMessage } from './message-log.js';

export class MemoryDurable {
  readonly #stream: MessageLog;
  #subjects: readonly string[];
  #maxAckPending: number;
  // Everything up to here was handed out at least once or does not fit the subjects.
  #handedOut: number;
  readonly #unacked = new Map<number, { message: StoredMessage; count: number }>();
  readonly #returned = new Set<number>();
  readonly #waiting = new Set<() => void>();
  #isReplaced = false;

  constructor(stream: MessageLog, subjects: readonly string[], maxAckPending: number | undefined, after: number) {
    this.#stream = stream;
    this.#subjects = subjects;
    this.#maxAckPending = maxAckPending ?? maxAckPendingDefault;
    this.#handedOut = after;
  }

  get isReplaced(): boolean {
    return this.#isReplaced;
  }

  // Everything up to here is acknowledged.
  get ackFloor(): number {
    return this.#unacked.size === 0 ? this.#handedOut : Math.min(...this.#unacked.keys()) - 1;
  }

  get pendingCount(): number {
    return this.#unacked.size + [...this.#stream.after(this.#handedOut, this.#subjects)].length;
  }

  isExactlyAfter(sequence: number): boolean {
    return this.#unacked.size === 0 && this.#handedOut === sequence;
  }

  adapt(subjects: readonly string[], maxAckPending: number | undefined): void {
    this.#subjects = subjects;
    this.#maxAckPending = maxAckPending ?? maxAckPendingDefault;
  }

  // Another one takes its name; whoever reads this one must look for that.
  replace(): void {
    this.#isReplaced = true;
    this.wake();
  }

  wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }

  // Resolves with a batch, or with nothing once it is stopped or replaced.
  async pull(batchMax: number, signal: AbortSignal): Promise<PulledBatch | undefined> {
    while (!signal.aborted && !this.#isReplaced) {
      const batch = this.#take(batchMax);
      if (batch.length > 0) return this.#asBatch(batch);
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          signal.removeEventListener('abort', wake);
          this.#waiting.delete(wake);
          resolve();
        };
        this.#waiting.add(wake);
        signal.addEventListener('abort', wake, { once: true });
      });
    }
    return undefined;
  }

  #take(batchMax: number): { message: StoredMessage; count: number }[] {
    const batch = [...this.#returned].sort((one, other) => one - other).slice(0, batchMax).map((sequence) => {
      this.#returned.delete(sequence);
      const entry = this.#unacked.get(sequence)!;
      entry.count += 1;
      return entry;
    });
    for (const message of this.#stream.after(this.#handedOut, this.#subjects)) {
      if (batch.length >= batchMax || this.#unacked.size >= this.#maxAckPending) return batch;
      const entry = { message, count: 1 };
      this.#handedOut = message.sequence;
      this.#unacked.set(message.sequence, entry);
      batch.push(entry);
    }
    if (batch.length < batchMax) this.#handedOut = Math.max(this.#handedOut, this.#stream.lastSequence);
    return batch;
  }

  #asBatch(batch: readonly { message: StoredMessage; count: number }[]): PulledBatch {
    const { incarnation } = this.#stream;
    return {
      deliveries: batch.map(({ message: { subject, headers = {}, data, sequence }, count }) => ({ subject, headers, data, position: { incarnation, sequence: BigInt(sequence) }, deliveryCount: count })),
      ack: () => {
        for (const { message } of batch) this.#unacked.delete(message.sequence);
        this.wake();
      },
      giveBack: () => {
        for (const { message } of batch) if (this.#unacked.has(message.sequence)) this.#returned.add(message.sequence);
        this.wake();
      },
      keepAlive: () => {},
    };
  }
}
