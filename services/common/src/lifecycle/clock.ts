// Time as an argument: what waits or measures takes a Clock, so that a test can move it by hand.
import { TIMER_MS_MAX } from './limits.js';

export interface Timer {
  cancel(): void;
}

export interface Clock {
  /** Wall-clock time in ms since 1970, which may jump. */
  now(): number;
  /** Time in ms that only grows; for measuring, never for showing. */
  monotonicMs(): number;
  /** Resolves after `ms`, or rejects with the signal's reason as soon as that is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Calls once, after `ms`. It does not keep the process alive: whatever must not be missed is a resource with a close. */
  setTimer(ms: number, callback: () => void): Timer;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  sleep: sleepOnSystem,
  setTimer: setSystemTimer,
};

function setSystemTimer(ms: number, callback: () => void): Timer {
  let handle: NodeJS.Timeout;
  const arm = (left: number): void => {
    const next = Math.min(left, TIMER_MS_MAX);
    handle = setTimeout(() => (left > next ? arm(left - next) : callback()), next);
    handle.unref();
  };
  arm(Math.max(0, ms));
  return { cancel: () => clearTimeout(handle) };
}

function sleepOnSystem(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) return reject(signal.reason);
    const abort = (): void => {
      clearTimeout(handle);
      reject(signal?.reason);
    };
    const handle = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, Math.min(ms, TIMER_MS_MAX));
    signal?.addEventListener('abort', abort, { once: true });
  });
}
