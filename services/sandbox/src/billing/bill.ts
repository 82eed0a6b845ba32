// The bill: every call that was charged, in the order in which it ended.

import { billEntriesMax } from '../limits.js';
import { usageToJson } from './usage.js';
import type { Usage } from './usage.js';

export interface BillEntry {
  attemptId: string | null;
  provider: string;
  model: string;
  usage: Usage;
  costPicoUsd: bigint;
  /** Milliseconds since the epoch when the call ended. */
  atMs: number;
  /** The id that the vendor gave to its answer. */
  responseId: string;
  /** The sandbox itself broke the answer off. */
  cut: boolean;
  /** The caller left before the answer was complete. */
  cancelled: boolean;
  /** An item of a batch, at the price of batches. */
  batch?: boolean;
}

export class Bill {
  readonly #entries: BillEntry[] = [];
  readonly #entriesMax: number;
  #totalPicoUsd = 0n;
  #reserved = 0;

  constructor(options: { entriesMax?: number } = {}) {
    this.#entriesMax = options.entriesMax ?? billEntriesMax;
  }

  /** Sets a place aside for a call before it runs, so that no call ends without one. False: the bill is full. */
  reserve(): boolean {
    if (this.#entries.length + this.#reserved >= this.#entriesMax) return false;
    this.#reserved += 1;
    return true;
  }

  /** Fills a reserved place, or gives it back when the call was not charged. */
  settle(entry: BillEntry | undefined): void {
    this.#reserved -= 1;
    if (entry === undefined) return;
    this.#entries.push(entry);
    this.#totalPicoUsd += entry.costPicoUsd;
  }

  clear(): void {
    this.#entries.length = 0;
    this.#totalPicoUsd = 0n;
  }

  /** The bill as JSON text in pieces, because one string of a million entries would be too long for the runtime. */
  *toJson(): Iterable<string> {
    // A copy of the list, so that a call that ends or a bill that is emptied meanwhile does not tear it.
    const entries = [...this.#entries];
    yield `{"total_picousd":"${this.#totalPicoUsd}","entries":[`;
    for (const [index, entry] of entries.entries()) yield (index === 0 ? '' : ',') + JSON.stringify(entryToJson(entry));
    yield ']}';
  }
}

function entryToJson(entry: BillEntry): Record<string, unknown> {
  return {
    attempt_id: entry.attemptId,
    provider: entry.provider,
    model: entry.model,
    usage: usageToJson(entry.usage),
    cost_picousd: entry.costPicoUsd.toString(),
    at: new Date(entry.atMs).toISOString(),
    response_id: entry.responseId,
    ...(entry.cut ? { cut: true } : {}),
    ...(entry.cancelled ? { cancelled: true } : {}),
    ...(entry.batch === true ? { batch: true } : {}),
  };
}
