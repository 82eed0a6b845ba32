// The consumer's loop, the same for both buses: one batch at a time, and a batch whose handler failed
// is handed over again after a pause. It stays in hand meanwhile, kept alive at the broker, so a
// database that is down for an hour burns no redeliveries and nothing overtakes the failed batch.
import { systemClock, type Clock } from '../lifecycle/index.js';
import { backoffMs } from './backoff.js';
import { handlerBackoffBaseMs, handlerBackoffMaxMs, pullBackoffBaseMs, pullBackoffMaxMs } from './limits.js';
import type { BatchHandler, Consumer, Delivery, EventsLog, StreamPosition } from './types.js';

export type PulledBatch = {
  readonly deliveries: readonly Delivery[];
  ack(): void;
  // Gives the batch back, to be delivered again at once.
  giveBack(): void;
  // Tells the broker that the batch is still being worked on.
  keepAlive(): void;
};

export type BatchSource = {
  // Resolves with nothing when there was none for a while. Rejects when the broker could not be asked.
  pull(signal: AbortSignal): Promise<PulledBatch | undefined>;
  close(): Promise<void> | void;
};

export type RunBatchesOptions = {
  readonly name: string;
  readonly source: BatchSource;
  readonly handler: BatchHandler;
  readonly keepAliveEveryMs: number;
  readonly clock?: Clock;
  readonly log?: EventsLog;
};

export function runBatches(options: RunBatchesOptions): Consumer {
  const stop = new AbortController();
  const running = pullUntilStopped(options, stop.signal);
  return {
    async close() {
      stop.abort();
      await running;
      await options.source.close();
    },
  };
}

async function pullUntilStopped(options: RunBatchesOptions, signal: AbortSignal): Promise<void> {
  const { source, log, name, clock = systemClock } = options;
  for (let failures = 0; !signal.aborted; ) {
    try {
      const batch = await source.pull(signal);
      failures = 0;
      if (batch) await handleUntilDone(options, batch, signal);
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      log?.warn({ consumer: name, failures, err: error }, 'the consumer cannot pull; trying again');
      await pause(clock, backoffMs(failures, pullBackoffBaseMs, pullBackoffMaxMs), signal);
    }
  }
}

async function handleUntilDone(options: RunBatchesOptions, batch: PulledBatch, signal: AbortSignal): Promise<void> {
  const { handler, log, name, clock = systemClock } = options;
  const keepAlive = setInterval(() => batch.keepAlive(), options.keepAliveEveryMs);
  try {
    for (let failures = 0; ; ) {
      try {
        await handler(batch.deliveries.map((delivery) => ({ ...delivery, deliveryCount: delivery.deliveryCount + failures })));
        batch.ack();
        return;
      } catch (error) {
        failures += 1;
        log?.warn({ consumer: name, failures, messages: batch.deliveries.length, err: error }, 'a batch could not be handled; it comes again after a pause');
        await pause(clock, backoffMs(failures, handlerBackoffBaseMs, handlerBackoffMaxMs), signal);
        if (signal.aborted) return batch.giveBack();
      }
    }
  } finally {
    clearInterval(keepAlive);
  }
}

async function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  await clock.sleep(ms, signal).catch((reason: unknown) => {
    if (!signal.aborted) throw reason;
  });
}

// Where the handler's store leads (`startAfter` was given), it leads for good: a durable that must be
// set up again goes on behind the last batch that was handled.
export function rememberPosition(batch: PulledBatch, isLed: boolean, remember: (last: StreamPosition) => void): PulledBatch {
  if (!isLed) return batch;
  const ack = (): void => {
    remember(batch.deliveries.at(-1)!.position);
    batch.ack();
  };
  return { ...batch, ack };
}
