// Which route is tried next: the order of the decision, what happened so far, and what is up now. Pure.
import type { Candidate } from '../candidate.js';
import type { NextStep } from '../next-step.js';
import type { RouteTable } from '../route-table.js';

export type Pick =
  | { readonly kind: 'go'; readonly candidate: Candidate; readonly why: string; readonly waitMs: number; readonly isForced: boolean }
  | { readonly kind: 'none'; readonly soonestMs: number | undefined };

interface Progress {
  tries: number;
  isOut: boolean;
  /** Rate limited by this request: worth a wait when nothing else is left. */
  mayWait: boolean;
}

export class RoutePicker {
  readonly #progress: ReadonlyMap<Candidate, Progress>;
  readonly #routes: RouteTable;
  #retry: { candidate: Candidate; why: string } | undefined;
  #credentialFailures = new Map<string, number>();
  #why = 'first choice';
  #hasForced = false;

  constructor({ candidates, routes }: { candidates: readonly Candidate[]; routes: RouteTable }) {
    this.#progress = new Map(candidates.map((candidate) => [candidate, { tries: 0, isOut: false, mayWait: false }]));
    this.#routes = routes;
  }

  /** deadlineMs bounds waits; backoff gives the wait before the n-th retry of the same route. */
  next({ nowMs, deadlineMs, backoff }: { nowMs: number; deadlineMs: number; backoff: (retry: number) => number }): Pick {
    const retry = this.#retry;
    this.#retry = undefined;
    if (retry !== undefined) {
      const waitMs = backoff(this.#of(retry.candidate).tries - 1);
      if (nowMs + waitMs < deadlineMs) return this.#go(retry.candidate, retry.why, waitMs);
    }
    const open = [...this.#progress].filter(([, progress]) => !progress.isOut);
    const fresh = open.find(([candidate, progress]) => progress.tries === 0 && this.#routes.availability(candidate.route.id, nowMs).isUp);
    if (fresh !== undefined) return this.#go(fresh[0], this.#why, 0);
    return this.#lastResort(open, nowMs, deadlineMs);
  }

  /** Takes note of a failure; `others` is a sentence for the next attempt's why. */
  failed(candidate: Candidate, step: NextStep, failureName: string): void {
    const progress = this.#of(candidate);
    this.#why = `failover after ${failureName}`;
    switch (step) {
      case 'retry_same_then_others':
        if (progress.tries <= this.#retriesOf(candidate)) this.#retry = { candidate, why: `retry after ${failureName}` };
        else progress.isOut = true;
        return;
      case 'others_then_wait':
        progress.mayWait = progress.tries <= candidate.view.model.retries;
        progress.isOut = !progress.mayWait;
        return;
      case 'other_credential_then_others':
        progress.isOut = true;
        this.#credentialFailed(candidate);
        return;
      case 'larger_window':
        for (const [other, state] of this.#progress) if (other.view.model.contextWindow <= candidate.view.model.contextWindow) state.isOut = true;
        return;
      default:
        progress.isOut = true;
    }
  }

  /** A pick that was not used after all: its breaker filled up or opened between choice and call. */
  putBack(candidate: Candidate): void {
    this.#of(candidate).tries -= 1;
  }

  /** A candidate that cannot be paid for is not tried. */
  skip(candidate: Candidate): void {
    this.#of(candidate).isOut = true;
  }

  /** One retry while others could answer, the model's own number when nobody else can. */
  #retriesOf(candidate: Candidate): number {
    const hasOthers = [...this.#progress].some(([other, progress]) => other !== candidate && !progress.isOut && progress.tries === 0);
    return hasOthers ? Math.min(1, candidate.view.model.retries) : candidate.view.model.retries;
  }

  /** One other credential of the same provider is tried; if that is refused too, the provider is left. */
  #credentialFailed(candidate: Candidate): void {
    const provider = candidate.view.provider.id;
    const failures = (this.#credentialFailures.get(provider) ?? 0) + 1;
    this.#credentialFailures.set(provider, failures);
    if (failures < 2) return;
    for (const [other, state] of this.#progress) if (other.view.provider.id === provider) state.isOut = true;
  }

  #lastResort(open: readonly (readonly [Candidate, Progress])[], nowMs: number, deadlineMs: number): Pick {
    const waiting = open
      .map(([candidate, progress]) => ({ candidate, progress, upAtMs: this.#upAt(candidate, nowMs) }))
      .filter((entry): entry is typeof entry & { upAtMs: number } => entry.upAtMs !== undefined && (entry.progress.tries === 0 || entry.progress.mayWait))
      .toSorted((a, b) => a.upAtMs - b.upAtMs);
    const soonest = waiting[0];
    if (soonest === undefined) return { kind: 'none', soonestMs: undefined };
    // All routes are cooling or open: the one that recovers first is tried, once.
    const isUntouched = [...this.#progress.values()].every(({ tries }) => tries === 0);
    if (isUntouched && !this.#hasForced) {
      this.#hasForced = true;
      return { ...this.#go(soonest.candidate, 'all routes are down; this one recovers first', 0), isForced: true };
    }
    const waitMs = Math.max(0, soonest.upAtMs - nowMs);
    if (soonest.progress.mayWait && soonest.upAtMs < deadlineMs) return this.#go(soonest.candidate, 'waited out a rate limit', waitMs);
    return { kind: 'none', soonestMs: soonest.upAtMs };
  }

  #upAt(candidate: Candidate, nowMs: number): number | undefined {
    const availability = this.#routes.availability(candidate.route.id, nowMs);
    return availability.isUp ? nowMs : availability.upAtMs;
  }

  #go(candidate: Candidate, why: string, waitMs: number): Extract<Pick, { kind: 'go' }> {
    const progress = this.#of(candidate);
    progress.tries += 1;
    progress.mayWait = false;
    return { kind: 'go', candidate, why, waitMs, isForced: false };
  }

  #of(candidate: Candidate): Progress {
    return this.#progress.get(candidate) as Progress;
  }
}
