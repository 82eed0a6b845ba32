// Reads usage facts and books them. One replica at a time does; the others wait for its lock.
import { fromBeginning, subjects, type Consumer, type Delivery, type EventBus } from '@switchyard/common/events';
import type { Changes } from '@switchyard/common/grpc';
import type { Clock } from '@switchyard/common/lifecycle';
import type { Database, SessionLock } from '@switchyard/common/postgres';
import type { Logger } from '@switchyard/common/telemetry';
import type { PriceBook } from '../clients/price-book.js';
import type { LedgerEvents } from '../events.js';
import { batchMessagesMax, leaderRetryMs } from '../limits.js';
import type { BookingStore } from '../store/booking-store.js';
import type { LedgerTables } from '../store/tables.js';
import type { Announcer } from './announce.js';
import { priceIdsOf } from './price-ids.js';
import { readFacts } from './read-facts.js';
import { tellCrossings } from './sweep.js';
import { traceBooking } from './trace-booking.js';

export const usageDurable = 'cost-ledger';
const leaderLock = 'usage consumer';

export interface UsageConsumerOptions {
  readonly bus: EventBus;
  readonly database: Database<LedgerTables>;
  readonly store: BookingStore;
  readonly prices: PriceBook;
  readonly announcer: Announcer;
  readonly events: LedgerEvents;
  /** Wakes those who watch budgets: booking can stop one. */
  readonly changes: Changes;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Runs beside the reading, only where the reading is done. */
  readonly whileLeading?: (signal: AbortSignal) => Promise<void>;
}

export interface UsageConsumer {
  readonly isLeading: boolean;
  close(): Promise<void>;
}

export function startUsageConsumer(options: UsageConsumerOptions): UsageConsumer {
  const stop = new AbortController();
  const state = { isLeading: false };
  const running = run(options, stop.signal, state);
  return {
    get isLeading() {
      return state.isLeading;
    },
    async close() {
      stop.abort();
      await running;
    },
  };
}

async function run(options: UsageConsumerOptions, signal: AbortSignal, state: { isLeading: boolean }): Promise<void> {
  const { database, clock, logger } = options;
  while (!signal.aborted) {
    try {
      const lock = await database.tryAdvisorySessionLock(leaderLock);
      if (lock !== undefined) await lead(options, lock, signal, state);
    } catch (error) {
      logger.warn({ err: error }, 'usage cannot be booked now; trying again');
    }
    await clock.sleep(leaderRetryMs, signal).catch(() => {});
  }
}

async function lead(options: UsageConsumerOptions, lock: SessionLock, signal: AbortSignal, state: { isLeading: boolean }): Promise<void> {
  const end = new AbortController();
  const stop = (): void => end.abort();
  signal.addEventListener('abort', stop, { once: true });
  void lock.lost.then((error) => {
    options.logger.warn({ err: error }, 'another replica may book now');
    stop();
  });
  let consumer: Consumer | undefined;
  const beside: Promise<void>[] = [];
  try {
    if (signal.aborted) stop();
    const position = await options.store.position();
    consumer = await options.bus.consume(
      { stream: 'USAGE', durable: usageDurable, subjects: [subjects.usageAll], startAfter: position ?? fromBeginning, batchMax: batchMessagesMax },
      (batch) => handle(options, batch),
    );
    state.isLeading = true;
    if (options.whileLeading !== undefined) beside.push(options.whileLeading(end.signal));
    await aborted(end.signal);
  } finally {
    state.isLeading = false;
    signal.removeEventListener('abort', stop);
    end.abort();
    await consumer?.close();
    await Promise.all(beside);
    await lock.release();
  }
}

/** Throws what passes by itself: the batch comes again, and nothing else is pulled meanwhile. */
async function handle({ store, prices, announcer, events, clock, changes }: UsageConsumerOptions, batch: readonly Delivery[]): Promise<void> {
  const facts = readFacts(batch);
  const endSpans = traceBooking(facts);
  try {
    const versions = await prices.versions(priceIdsOf(facts));
    const booked = await store.book({ facts, prices: versions, position: batch.at(-1)?.position, nowMs: clock.now });
    endSpans();
    events.batchBooked(booked);
    announcer.disposed(facts, booked.dispositions);
    announcer.booked(booked.rows);
    tellCrossings({ announcer, events, changes, clock }, booked.crossings);
  } catch (error) {
    endSpans(error);
    throw error;
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true })));
}
