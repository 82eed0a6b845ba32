// Looks every second at what time decides, on the replica that books.
import { create, toBinary } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { BudgetCrossedSchema } from '@switchyard/proto/event/v1/changed';
import { subjects } from '@switchyard/common/events';
import type { Changes } from '@switchyard/common/grpc';
import type { Clock } from '@switchyard/common/lifecycle';
import type { Logger } from '@switchyard/common/telemetry';
import type { PriceBook } from '../clients/price-book.js';
import type { LedgerEvents } from '../events.js';
import { purgeEveryMs, sweepEveryMs } from '../limits.js';
import type { Crossing } from '../store/budget-windows.js';
import type { Overdue, SweepStore } from '../store/sweep-store.js';
import type { Announcer } from './announce.js';

export interface SweepOptions {
  readonly store: SweepStore;
  readonly prices: PriceBook;
  readonly announcer: Announcer;
  readonly events: LedgerEvents;
  readonly changes: Changes;
  readonly clock: Clock;
  readonly logger: Logger;
}

export async function sweepUntilStopped(options: SweepOptions, signal: AbortSignal): Promise<void> {
  let purgedAtMs = 0;
  while (!signal.aborted) {
    try {
      await sweep(options);
      if (options.clock.now() - purgedAtMs >= purgeEveryMs) {
        await options.store.purge();
        purgedAtMs = options.clock.now();
      }
    } catch (error) {
      options.logger.warn({ err: error }, 'the ledger could not be swept; trying again');
    }
    await options.clock.sleep(sweepEveryMs, signal).catch(() => {});
  }
}

export async function sweep(options: SweepOptions): Promise<void> {
  const { store, events } = options;
  const overdue = await store.overdue();
  await estimate(options, overdue.filter(({ isUnwitnessed }) => !isUnwitnessed), 'the adapter knows nothing of it');
  const unwitnessed = overdue.filter(({ isUnwitnessed }) => isUnwitnessed);
  if (unwitnessed.length > 0) events.witnessMissing(unwitnessed.map(({ testimony }) => testimony.terms.attemptId));
  await estimate(options, unwitnessed, 'the adapter was not heard in time');
  const suspects = await store.markSuspects();
  if (suspects.length > 0) events.holdsSuspect(suspects);
  tellCrossings(options, await store.closeByEvidence());
  tellCrossings(options, await store.crossings());
}

async function estimate(options: SweepOptions, overdue: readonly Overdue[], note: string): Promise<void> {
  if (overdue.length === 0) return;
  const prices = await options.prices.versions(overdue.map(({ testimony }) => testimony.terms.priceVersion));
  const { rows, crossings } = await options.store.estimate(overdue, prices, note);
  options.events.entriesBooked(rows);
  options.announcer.booked(rows);
  tellCrossings(options, crossings);
}

/** Once per threshold and window, to whoever listens. */
export function tellCrossings({ announcer, events, changes, clock }: Pick<SweepOptions, 'announcer' | 'events' | 'changes' | 'clock'>, crossings: readonly Crossing[]): void {
  for (const crossing of crossings) {
    const { budget_id, tenant, percent, spent_picousd, limit_picousd, window_start } = crossing;
    events.budgetCrossed(crossing);
    const message = create(BudgetCrossedSchema, { budgetId: budget_id, tenant, thresholdPercent: percent, spentPicousd: spent_picousd, limitPicousd: limit_picousd, crossedAt: timestampFromMs(clock.now()) });
    announcer.publish({ subject: subjects.ledgerBudget(tenant), type: 'switchyard.ledger.budget.v1', id: `${budget_id}/${window_start.getTime()}/${percent}`, data: toBinary(BudgetCrossedSchema, message) });
  }
  if (crossings.some(({ isStop }) => isStop)) changes.notify();
}
