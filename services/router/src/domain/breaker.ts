// A circuit breaker for one route. Pure: time is an argument.
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

/** Which half-open spell a call probes; undefined for an ordinary call. A call that outlives its spell says nothing about the next. */
export type Probe = number | undefined;

export class Breaker {
  #state: BreakerState = 'closed';
  #failuresInRow = 0;
  #openedAtMs = 0;
  #openForMs = breakerOpenMs;
  #probes = 0;
  #successes = 0;
  #spell = 0;

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

  /** A call goes out. Returns what it probes; the caller says so again at its end. */
  started(nowMs: number): Probe {
    if (this.state(nowMs) !== 'half_open') return undefined;
    if (this.#state === 'open') {
      this.#state = 'half_open';
      this.#spell += 1;
      this.#probes = 0;
      this.#successes = 0;
    }
    this.#probes += 1;
    return this.#spell;
  }

  succeeded({ probe }: { probe: Probe }): void {
    const isProbe = this.#ended(probe);
    if (this.#state === 'closed') this.#failuresInRow = 0;
    // A late success of a call from before the opening says nothing about now.
    if (!isProbe) return;
    this.#successes += 1;
    if (this.#successes >= breakerSuccessesToClose) this.#close();
  }

  failed({ probe, nowMs, rate }: { probe: Probe; nowMs: number; rate: ErrorRate }): void {
    const isProbe = this.#ended(probe);
    if (isProbe) return this.#open(nowMs, Math.min(this.#openForMs * 2, breakerOpenCapMs));
    if (this.#state !== 'closed') return;
    this.#failuresInRow += 1;
    const tooMany = rate.calls >= breakerCallsLeast && rate.failures > rate.calls * breakerErrorShare;
    if (this.#failuresInRow >= breakerFailuresInRow || tooMany) this.#open(nowMs, breakerOpenMs);
  }

  /** A probe that ended without saying anything about the route (cancelled, caller's fault) gives its place back. */
  released({ probe }: { probe: Probe }): void {
    this.#ended(probe);
  }

  /** Whether it was a probe of the spell that still lasts; such a one gives its place back. */
  #ended(probe: Probe): boolean {
    if (this.#state !== 'half_open' || probe !== this.#spell) return false;
    this.#probes -= 1;
    return true;
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
