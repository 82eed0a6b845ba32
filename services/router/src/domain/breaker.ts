// A circuit breaker for one route (R8). Pure: time is an argument.
import {
  breakerCallsLeast,
  breakerErrorShare,
  breakerFailuresInRow,
  breakerOpenCapMs,
  breakerOpenMs,
  breakerProbesMax,
  breakerSuccessesToClose,
} from '../limits.js';

export type BreakerState = 'closed' | 'open' | 'half_open';

export interface ErrorRate {
  readonly calls: number;
  readonly failures: number;
}

export class Breaker {
  #state: BreakerState = 'closed';
  #failuresInRow = 0;
  #openedAtMs = 0;
  #openForMs = breakerOpenMs;
  #probes = 0;
  #successes = 0;

  /** An open breaker whose time is up reads half_open. */
  state(nowMs: number): BreakerState {
    return this.#state === 'open' && nowMs >= this.recoversAtMs() ? 'half_open' : this.#state;
  }

  /** When the next probe may go; only meaningful while open. */
  recoversAtMs(): number {
    return this.#openedAtMs + this.#openForMs;
  }

  admits(nowMs: number): boolean {
    const state = this.state(nowMs);
    return state === 'closed' || (state === 'half_open' && this.#probes < breakerProbesMax);
  }

  /** A call goes out. Returns whether it is a probe; the caller says so again at its end. */
  started(nowMs: number): boolean {
    if (this.state(nowMs) !== 'half_open') return false;
    if (this.#state === 'open') {
      this.#state = 'half_open';
      this.#probes = 0;
      this.#successes = 0;
    }
    this.#probes += 1;
    return true;
  }

  succeeded({ isProbe }: { isProbe: boolean }): void {
    this.#failuresInRow = 0;
    if (isProbe) this.#probes = Math.max(0, this.#probes - 1);
    // A late success of a call from before the opening says nothing about now.
    if (this.#state !== 'half_open' || !isProbe) return;
    this.#successes += 1;
    if (this.#successes >= breakerSuccessesToClose) this.#close();
  }

  failed({ isProbe, nowMs, rate }: { isProbe: boolean; nowMs: number; rate: ErrorRate }): void {
    this.#failuresInRow += 1;
    if (isProbe) this.#probes = Math.max(0, this.#probes - 1);
    if (this.#state === 'half_open') {
      if (isProbe) this.#open(nowMs, Math.min(this.#openForMs * 2, breakerOpenCapMs));
      return;
    }
    const tooMany = rate.calls >= breakerCallsLeast && rate.failures > rate.calls * breakerErrorShare;
    if (this.#state === 'closed' && (this.#failuresInRow >= breakerFailuresInRow || tooMany)) this.#open(nowMs, breakerOpenMs);
  }

  /** A probe that ended without saying anything about the route (cancelled, caller's fault) gives its place back. */
  released({ isProbe }: { isProbe: boolean }): void {
    if (isProbe) this.#probes = Math.max(0, this.#probes - 1);
  }

  #open(nowMs: number, forMs: number): void {
    this.#state = 'open';
    this.#openedAtMs = nowMs;
    this.#openForMs = forMs;
    this.#probes = 0;
    this.#successes = 0;
  }

  #close(): void {
    this.#state = 'closed';
    this.#openForMs = breakerOpenMs;
    this.#failuresInRow = 0;
  }
}
