// Time as an argument, so that a batch that lasts a day can be tested in a moment.

export interface Timer {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs once after so many milliseconds; the function that comes back calls it off. */
  after(ms: number, run: () => void): () => void;
}

export function systemTimer(now: () => number): Timer {
  return {
    now,
    after(ms, run) {
      const timeout = setTimeout(run, ms);
      return () => clearTimeout(timeout);
    },
  };
}
