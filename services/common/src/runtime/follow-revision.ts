// Keeps what a service holds in memory at the newest revision of its tables, whichever replica wrote it.
//
// The service's own writes call refresh. Writes of other replicas are heard as a hint, or found by the poll when no
// hint came: the poll is what the promise "known everywhere within a second" rests on, since hints may be lost.
import { systemClock, type Clock } from '../lifecycle/index.js';
import type { Logger } from '../telemetry/index.js';
import type { EventBus } from '../events/index.js';
import { revisionPollMs } from './limits.js';

export interface FollowOptions {
  /** Says in the log what could not be read. */
  readonly name: string;
  /** Looks whether there is something newer than what is held, and loads it. */
  load(): Promise<void>;
  readonly events: EventBus;
  /** Where other replicas tell of their writes. */
  readonly subject: string;
  readonly logger: Logger;
  readonly clock?: Clock;
}

export interface Following {
  /** Resolves when what was written before the call is held. Rejects when it cannot be read. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

/** Resolves after the first load; rejects when that fails. */
export async function followRevision(options: FollowOptions): Promise<Following> {
  const { name, load, events, subject, logger, clock = systemClock } = options;
  const stop = new AbortController();
  let last: Promise<void> = Promise.resolve();
  let isFailing = false;

  // One load at a time, in order: an older answer must not overtake a newer one.
  const refresh = (): Promise<void> => (last = last.catch(() => {}).then(load));
  const refreshQuietly = async (): Promise<void> => {
    try {
      await refresh();
      if (isFailing) logger.info({ name }, `${name} can be read again`);
      isFailing = false;
    } catch (error) {
      if (!isFailing) logger.warn({ name, err: error }, `${name} could not be read; what was known stays in use`);
      isFailing = true;
    }
  };

  await refresh();
  const subscription = await events.subscribe(subject, () => void refreshQuietly());
  const polling = poll();

  async function poll(): Promise<void> {
    for (;;) {
      await clock.sleep(revisionPollMs, stop.signal).catch(() => {});
      if (stop.signal.aborted) return;
      await refreshQuietly();
    }
  }

  return {
    refresh,
    async close() {
      stop.abort();
      await subscription.close();
      await polling;
      await last.catch(() => {});
    },
  };
}
