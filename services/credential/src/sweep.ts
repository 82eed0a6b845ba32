// Writes down, now and then, what passed by time alone: rotated versions whose overlap is over.
import type { Clock } from '@switchyard/common/lifecycle';
import type { Logger } from '@switchyard/common/telemetry';
import { sweepEveryMs } from './limits.js';

/** Runs until closed. A sweep that fails is tried again at the next turn: a drained version is refused even before. */
export function startSweep({ sweep, clock, logger }: { sweep: () => Promise<void>; clock: Clock; logger: Logger }): { close(): Promise<void> } {
  const stop = new AbortController();
  const run = async (): Promise<void> => {
    for (;;) {
      await clock.sleep(sweepEveryMs, stop.signal).catch(() => {});
      if (stop.signal.aborted) return;
      await sweep().catch((error: unknown) => logger.warn({ err: error }, 'drained versions could not be written down'));
    }
  };
  const running = run();
  return {
    async close() {
      stop.abort();
      await running;
    },
  };
}
