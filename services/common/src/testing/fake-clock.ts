// A clock that moves when the test says so: no test waits for real time or depends on luck.
import type { Clock, Timer } from '../lifecycle/index.js';
import { FAKE_TIMERS_PER_STEP_MAX } from './limits.js';

export interface FakeClock extends Clock {
  /**
   * Moves on by `ms`, calling every timer that becomes due in order of its time, each with the clock at that time. Between
   * two timers the promises they resolved are followed, so what a timer wakes up can set the next timer within this step.
   */
  advance(ms: number): Promise<void>;
  /** Sets wall-clock time alone, as a correction by NTP does. */
  jumpTo(nowMs: number): void;
  /** Timers and sleeps that are waiting now; 0 at the end of a test that cleaned up. */
  readonly pendingTimers: number;
}

interface Waiting {
  readonly dueMs: number;
  readonly callback: () => void;
}

/** Starts at a fixed time, 2026-01-01T00:00:00Z, so that what a test prints is the same every day. */
export function fakeClock(startMs: number = Date.UTC(2026, 0, 1)): FakeClock {
  let elapsedMs = 0;
  let offsetMs = startMs;
  const waiting = new Set<Waiting>();

  const setTimer = (ms: number, callback: () => void): Timer => {
    const timer = { dueMs: elapsedMs + Math.max(0, ms), callback };
    waiting.add(timer);
    return { cancel: () => void waiting.delete(timer) };
  };

  return {
    now: () => offsetMs + elapsedMs,
    monotonicMs: () => elapsedMs,
    setTimer,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted === true) return reject(signal.reason);
        const abort = (): void => {
          timer.cancel();
          reject(signal?.reason);
        };
        const timer = setTimer(ms, () => {
          signal?.removeEventListener('abort', abort);
          resolve();
        });
        signal?.addEventListener('abort', abort, { once: true });
      }),
    async advance(ms) {
      const untilMs = elapsedMs + ms;
      await settlePromises();
      for (let steps = 0; ; steps += 1) {
        if (steps >= FAKE_TIMERS_PER_STEP_MAX) throw new Error(`More than ${FAKE_TIMERS_PER_STEP_MAX} timers in one step of the fake clock: one sets itself again without waiting`);
        const next = earliest(waiting, untilMs);
        if (next === undefined) break;
        waiting.delete(next);
        elapsedMs = Math.max(elapsedMs, next.dueMs);
        next.callback();
        await settlePromises();
      }
      elapsedMs = untilMs;
    },
    jumpTo: (nowMs) => {
      offsetMs = nowMs - elapsedMs;
    },
    get pendingTimers() {
      return waiting.size;
    },
  };
}

/** Of equal times the one set first: a Set keeps its order. */
function earliest(waiting: ReadonlySet<Waiting>, untilMs: number): Waiting | undefined {
  let first: Waiting | undefined;
  for (const timer of waiting) {
    if (timer.dueMs <= untilMs && (first === undefined || timer.dueMs < first.dueMs)) first = timer;
  }
  return first;
}

/** A turn of the event loop: every promise that can go on without I/O has gone on after it. */
function settlePromises(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
