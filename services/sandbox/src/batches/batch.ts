// A batch from its order to its end: validated, run item by item side by side, finalized; or cancelled, or expired.
//
// It knows no vendor. Dialects show its phases in their own words.

import type { JsonObject } from '../http/json.js';
import { batchCancelMs, batchStepMs, itemsPerTurnMax } from '../limits.js';
import type { BatchItem, ItemOutcome, ItemWork } from './item.js';
import type { Timer } from './timer.js';

export type Phase = 'validating' | 'running' | 'cancelling' | 'finalizing' | 'ended';
export type Ending = 'completed' | 'failed' | 'cancelled' | 'expired';

export interface BatchOrder {
  id: string;
  items: readonly ItemWork[];
  /** What has not ended after so long is expired. */
  lifetimeMs: number;
  /** Validation found mistakes: it fails, and no item is begun. */
  isBroken?: boolean | undefined;
  /** What the vendor repeats whenever it shows the batch, in its own words. */
  shown: JsonObject;
  /** Called once, before anyone can see that it has ended. */
  onEnd?(batch: Batch): void;
}

export class Batch {
  readonly id: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  readonly shown: JsonObject;
  readonly items: readonly BatchItem[];
  /** Items that have ended, in the order in which they did. */
  readonly ended: BatchItem[] = [];
  /** When each phase began; a phase that was never reached has no moment. */
  readonly beganAtMs: Partial<Record<Phase, number>> = {};
  readonly #timer: Timer;
  #onEnd: BatchOrder['onEnd'];
  /** The work that is left, the soonest first. */
  #waiting: { item: BatchItem; work: ItemWork; readyAfterMs: number }[];
  #elapsedMs = 0;
  #phase: Phase = 'validating';
  #ending: Ending | undefined;
  #callOffStep: () => void;
  readonly #callOffExpiry: () => void;

  constructor(order: BatchOrder, timer: Timer) {
    this.id = order.id;
    this.shown = order.shown;
    this.#timer = timer;
    this.#onEnd = order.onEnd;
    this.createdAtMs = timer.now();
    this.expiresAtMs = this.createdAtMs + order.lifetimeMs;
    this.items = order.items.map(({ customId, note }) => ({ customId, note, outcome: undefined }));
    this.#waiting = order.items
      .map((work, index) => ({ work, item: this.items[index]!, readyAfterMs: work.readyAfterMs ?? Number.POSITIVE_INFINITY }))
      .sort((one, other) => (one.readyAfterMs === other.readyAfterMs ? 0 : one.readyAfterMs - other.readyAfterMs));
    this.#enter('validating');
    this.#callOffStep = timer.after(batchStepMs, () => (order.isBroken === true ? this.#end('failed') : this.#run()));
    this.#callOffExpiry = timer.after(order.lifetimeMs, () => this.#expire());
  }

  get phase(): Phase {
    return this.#phase;
  }

  /** Undefined until it has ended. */
  get ending(): Ending | undefined {
    return this.#ending;
  }

  /** How many items ended in this way. */
  count(kind: ItemOutcome['kind']): number {
    return this.ended.reduce((sum, { outcome }) => sum + (outcome?.kind === kind ? 1 : 0), 0);
  }

  /** Stops what has not been answered; false for a batch that has ended. A second call changes nothing. */
  cancel(): boolean {
    if (this.#phase === 'ended') return false;
    if (this.#phase === 'cancelling') return true;
    this.stop();
    this.#enter('cancelling');
    this.#callOffStep = this.#timer.after(batchCancelMs, () => {
      this.#abandon('cancelled');
      this.#end('cancelled');
    });
    return true;
  }

  /** Calls off whatever would happen next; nobody who forgets a batch leaves a timer behind. */
  stop(): void {
    this.#callOffStep();
    this.#callOffExpiry();
  }

  #enter(phase: Phase): void {
    this.#phase = phase;
    this.beganAtMs[phase] = this.#timer.now();
  }

  #run(): void {
    this.#enter('running');
    this.#await();
  }

  /** Waits for the next item by what has passed and not by the clock, which a test may hold still. */
  #await(): void {
    const next = this.#waiting[0];
    if (next === undefined) {
      this.#enter('finalizing');
      this.#callOffStep = this.#timer.after(batchStepMs, () => this.#end('completed'));
    } else if (next.readyAfterMs !== Number.POSITIVE_INFINITY) {
      this.#callOffStep = this.#timer.after(next.readyAfterMs - this.#elapsedMs, () => {
        this.#elapsedMs = next.readyAfterMs;
        this.#answerReady();
        this.#await();
      });
    }
  }

  #answerReady(): void {
    const ready = this.#waiting.slice(0, itemsPerTurnMax).filter(({ readyAfterMs }) => readyAfterMs <= this.#elapsedMs);
    for (const { item, work } of ready) {
      item.outcome = work.answer();
      this.ended.push(item);
    }
    this.#waiting.splice(0, ready.length);
  }

  #expire(): void {
    this.#abandon('expired');
    this.#end('expired');
  }

  #abandon(kind: 'cancelled' | 'expired'): void {
    for (const item of this.items) {
      if (item.outcome !== undefined) continue;
      item.outcome = { kind };
      this.ended.push(item);
    }
  }

  #end(ending: Ending): void {
    this.stop();
    // What was asked is not needed again, and a batch may be kept for long.
    this.#waiting = [];
    this.#ending = ending;
    this.#enter('ended');
    this.#onEnd?.(this);
    this.#onEnd = undefined;
  }
}
