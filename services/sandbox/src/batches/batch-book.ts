// All shelves of a sandbox, and the bounds that they share.

import { Refusal } from '../dialects/failure.js';
import { batchItemsMax, batchesMax, storedBytesMax, storedFilesMax } from '../limits.js';
import { Batch } from './batch.js';
import type { BatchOrder } from './batch.js';
import type { Shelf, StoredFile } from './shelf.js';
import type { Timer } from './timer.js';

export class BatchBook {
  readonly #timer: Timer;
  readonly #shelves = new Map<string, Shelf>();
  #files = 0;
  #bytes = 0;
  #batches = 0;
  #items = 0;

  constructor(timer: Timer) {
    this.#timer = timer;
  }

  shelfOf(provider: string, key: string): Shelf {
    const owner = `${provider} ${key}`;
    const shelf = this.#shelves.get(owner) ?? { files: new Map(), batches: new Map() };
    this.#shelves.set(owner, shelf);
    return shelf;
  }

  /** Throws a Refusal when there is no room. */
  order(shelf: Shelf, order: BatchOrder): Batch {
    if (this.#batches >= batchesMax) throw full(`holds ${batchesMax} batches`);
    if (this.#items + order.items.length > batchItemsMax) throw full(`holds ${batchItemsMax} items of batches`);
    const batch = new Batch(order, this.#timer);
    this.#batches += 1;
    this.#items += batch.items.length;
    shelf.batches.set(batch.id, batch);
    return batch;
  }

  /** False: there is no such batch. */
  forgetBatch(shelf: Shelf, id: string): boolean {
    const batch = shelf.batches.get(id);
    if (batch === undefined) return false;
    batch.stop();
    this.#batches -= 1;
    this.#items -= batch.items.length;
    return shelf.batches.delete(id);
  }

  /** Throws a Refusal when there is no room for what a caller brings; the results of a batch always find some. */
  store(shelf: Shelf, file: StoredFile): void {
    const isBrought = file.purpose === 'batch';
    if (isBrought && this.#files >= storedFilesMax) throw full(`holds ${storedFilesMax} files`);
    if (isBrought && this.#bytes + file.bytes > storedBytesMax) throw full(`holds ${storedBytesMax} bytes of files`);
    this.#files += 1;
    this.#bytes += file.bytes;
    shelf.files.set(file.id, file);
  }

  /** False: there is no such file. */
  forgetFile(shelf: Shelf, id: string): boolean {
    const file = shelf.files.get(id);
    if (file === undefined) return false;
    this.#files -= 1;
    this.#bytes -= file.bytes;
    return shelf.files.delete(id);
  }

  /** Stops every batch, so that no timer outlives the sandbox. */
  close(): void {
    for (const { batches } of this.#shelves.values()) for (const batch of batches.values()) batch.stop();
  }
}

function full(what: string): Refusal {
  return new Refusal({ kind: 'status', status: 503, message: `sandbox: it ${what}, and no more; delete some` });
}
