// Takes holds. All that come while one transaction is under way share the next: the row of a busy budget is then written,
// and flushed to disk, once for many callers instead of once for each.
import { AppError, Reason } from '@switchyard/common/errors';
import { isConflict, sql, type Database } from '@switchyard/common/postgres';
import { holdsPerTransactionMax, holdsWaitingMax } from '../limits.js';
import { jsonOf } from './rows.js';
import type { LedgerTables } from './tables.js';

export interface HoldOrder {
  readonly hold_id: string;
  readonly request_id: string;
  readonly tenant: string;
  readonly project: string;
  readonly feature: string;
  readonly api_key: string;
  readonly provider: string;
  readonly total: bigint;
  readonly owner: string;
  readonly deadline: Date;
}

export interface HoldVerdict {
  readonly isGranted: boolean;
  readonly refusedBy: string;
  readonly remainingPicoUsd: bigint | undefined;
  readonly windowEnd: Date | undefined;
  readonly why: string;
}

interface Waiting {
  readonly order: HoldOrder;
  readonly signal: AbortSignal;
  readonly resolve: (verdict: HoldVerdict) => void;
  readonly reject: (error: unknown) => void;
}

interface VerdictRow {
  readonly ordinal: number;
  readonly granted: boolean;
  readonly refused_by: string | null;
  readonly remaining: string | null;
  readonly window_end: Date | null;
  readonly why: string;
}

export class HoldStore {
  readonly #database: Database<LedgerTables>;
  readonly #nowMs: () => number;
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;

  constructor({ database, nowMs }: { database: Database<LedgerTables>; nowMs: () => number }) {
    this.#database = database;
    this.#nowMs = nowMs;
  }

  /** Takes or raises a hold. A caller that went away is passed over: nobody would use its grant. */
  take(order: HoldOrder, signal: AbortSignal): Promise<HoldVerdict> {
    if (this.#waiting.length >= holdsWaitingMax) throw new AppError(Reason.BUDGET_UNAVAILABLE, 'Too many requests wait for budgets.', { nextStep: 'Try again in a moment.' });
    const { promise, resolve, reject } = Promise.withResolvers<HoldVerdict>();
    this.#waiting.push({ order, signal, resolve, reject });
    this.#running ??= this.#run();
    return promise;
  }

  async close(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    // A turn of the event loop: calls that arrived together go together.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, holdsPerTransactionMax);
      const alive = batch.filter(({ signal }) => !signal.aborted);
      for (const { signal, reject } of batch) if (signal.aborted) reject(signal.reason);
      await this.#take(alive);
    }
    this.#running = undefined;
  }

  async #take(batch: readonly Waiting[]): Promise<void> {
    if (batch.length === 0) return;
    try {
      const verdicts = await this.#takeAll(batch.map(({ order }) => order));
      batch.forEach(({ resolve, reject }, index) => {
        const verdict = verdicts[index];
        if (verdict === undefined) reject(new Error('A hold got no verdict.'));
        else resolve(verdict);
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  async #takeAll(orders: readonly HoldOrder[]): Promise<HoldVerdict[]> {
    for (let triesLeft = 3; ; triesLeft -= 1) {
      try {
        const { rows } = await sql<VerdictRow>`select * from take_holds(${jsonOf(orders)}::json, ${new Date(this.#nowMs())}) order by ordinal`.execute(this.#database.db);
        return rows.map(verdictOf);
      } catch (error) {
        if (!isConflict(error) || triesLeft <= 1) throw error;
      }
    }
  }
}

function verdictOf({ granted, refused_by, remaining, window_end, why }: VerdictRow): HoldVerdict {
  return { isGranted: granted, refusedBy: refused_by ?? '', remainingPicoUsd: remaining === null ? undefined : BigInt(remaining), windowEnd: window_end ?? undefined, why };
}
