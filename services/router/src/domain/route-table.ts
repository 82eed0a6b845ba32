// What this router knows of each route now: breaker, cooling, set-asides, figures, and health-monitor's verdict.
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { Breaker, type BreakerState, type Probe } from './breaker.js';
import { RouteStatistics } from './route-statistics.js';
import { coolCapMs, coolFirstMs, coolHeaderCapMs, credentialSuspectMs, modelGoneMs } from '../limits.js';

export interface RouteState {
  readonly breaker: Breaker;
  readonly statistics: RouteStatistics;
  /** Rate limited until then. */
  coolUntilMs: number;
  /** How long the next silent 429 cools. */
  coolForMs: number;
  /** Model gone or credential suspect until then. */
  asideUntilMs: number;
  asideWhy: string;
}

export interface Verdict {
  readonly status: string;
  readonly why: string;
  /** A verdict that is not renewed says nothing any longer. */
  readonly expiresAtMs: number;
}

export interface Availability {
  readonly isUp: boolean;
  /** One word for the decision: cooling, breaker, model_gone, credential, health. */
  readonly reason: string;
  readonly detail: string;
  /** When it may be tried again; undefined when only a person or health-monitor can say. */
  readonly upAtMs: number | undefined;
}

const up: Availability = { isUp: true, reason: '', detail: '', upAtMs: undefined };

export class RouteTable {
  readonly #routes = new Map<string, RouteState>();
  #verdicts: ReadonlyMap<string, Verdict> = new Map();

  of(route: string): RouteState {
    let state = this.#routes.get(route);
    if (state === undefined) {
      state = { breaker: new Breaker(), statistics: new RouteStatistics(), coolUntilMs: 0, coolForMs: coolFirstMs, asideUntilMs: 0, asideWhy: '' };
      this.#routes.set(route, state);
    }
    return state;
  }

  setVerdicts(verdicts: ReadonlyMap<string, Verdict>): void {
    this.#verdicts = verdicts;
  }

  /** Forgets routes that the catalog no longer has. */
  keepOnly(routes: ReadonlySet<string>): void {
    for (const route of this.#routes.keys()) if (!routes.has(route)) this.#routes.delete(route);
  }

  availability(route: string, nowMs: number): Availability {
    const state = this.of(route);
    const verdict = this.#verdicts.get(route);
    if (verdict !== undefined && nowMs < verdict.expiresAtMs && (verdict.status === 'error' || verdict.status === 'maintenance')) {
      return { isUp: false, reason: 'health', detail: `${verdict.status}: ${verdict.why}`, upAtMs: undefined };
    }
    if (nowMs < state.asideUntilMs) return { isUp: false, reason: state.asideWhy, detail: secondsUntil(state.asideUntilMs, nowMs), upAtMs: state.asideUntilMs };
    if (nowMs < state.coolUntilMs) return { isUp: false, reason: 'cooling', detail: secondsUntil(state.coolUntilMs, nowMs), upAtMs: state.coolUntilMs };
    if (state.breaker.admits(nowMs)) return up;
    return { isUp: false, reason: 'breaker', detail: secondsUntil(state.breaker.recoversAtMs(), nowMs), upAtMs: Math.max(nowMs, state.breaker.recoversAtMs()) };
  }

  /** The breaker's word alone: a route that cools can still be called by who has waited for it. */
  admits(route: string, nowMs: number): boolean {
    return this.of(route).breaker.admits(nowMs);
  }

  breakerState(route: string, nowMs: number): BreakerState {
    return this.of(route).breaker.state(nowMs);
  }

  started(route: string, nowMs: number): { probe: Probe } {
    const state = this.of(route);
    state.statistics.inFlight += 1;
    return { probe: state.breaker.started(nowMs) };
  }

  succeeded(route: string, { probe, durationMs, nowMs }: { probe: Probe; durationMs: number; nowMs: number }): void {
    const state = this.of(route);
    state.statistics.inFlight -= 1;
    state.statistics.succeeded({ durationMs, nowMs });
    state.breaker.succeeded({ probe });
    state.coolForMs = coolFirstMs;
  }

  /** A failure, by its class: what counts against the route and how long it stays away. */
  failed(route: string, failure: { errorClass: ErrorClass; retryAfterMs: number | undefined; probe: Probe; durationMs: number; nowMs: number }): void {
    const state = this.of(route);
    const { errorClass, probe, durationMs, nowMs } = failure;
    state.statistics.inFlight -= 1;
    switch (errorClass) {
      case ErrorClass.OVERLOADED:
      case ErrorClass.NETWORK:
      case ErrorClass.TIMEOUT:
        state.statistics.failed({ durationMs, nowMs });
        state.breaker.failed({ probe, nowMs, rate: state.statistics.errors(nowMs) });
        return;
      case ErrorClass.RATE_LIMITED:
        this.#cool(state, failure.retryAfterMs, nowMs);
        break;
      case ErrorClass.CREDENTIAL:
      case ErrorClass.QUOTA:
        Object.assign(state, { asideUntilMs: nowMs + credentialSuspectMs, asideWhy: 'credential' });
        break;
      case ErrorClass.MODEL_GONE:
        Object.assign(state, { asideUntilMs: nowMs + modelGoneMs, asideWhy: 'model_gone' });
        break;
      default:
        break;
    }
    state.breaker.released({ probe });
  }

  #cool(state: RouteState, retryAfterMs: number | undefined, nowMs: number): void {
    if (retryAfterMs !== undefined) {
      // Calls answer out of order: a short wait does not take back a longer one.
      state.coolUntilMs = Math.max(state.coolUntilMs, nowMs + Math.min(Math.max(0, retryAfterMs), coolHeaderCapMs));
    } else if (nowMs >= state.coolUntilMs) {
      // Calls that were under way together are one refusal; only one that came after the wait doubles it.
      state.coolUntilMs = nowMs + state.coolForMs;
      state.coolForMs = Math.min(state.coolForMs * 2, coolCapMs);
    }
  }
}

function secondsUntil(untilMs: number, nowMs: number): string {
  return `for another ${Math.max(0, (untilMs - nowMs) / 1000).toFixed(1)} s`;
}
