// The verdict about one route, with hysteresis: five failures in a row worsen at once, else windows decide. Pure.
import {
  baselineTauMs,
  bucketMs,
  buckets,
  errorCallsLeast,
  errorErrorShare,
  failuresInRowForError,
  slowCallsLeast,
  slowFactor,
  warningErrorShare,
  windowsToMend,
  windowsToWorsen,
} from '../limits.js';
import type { RouteWindow } from './route-window.js';

export type Status = 'healthy' | 'warning' | 'error' | 'maintenance';

const severity: Readonly<Record<Status, number>> = { healthy: 0, warning: 1, error: 2, maintenance: 3 };

export function isWorse(a: Status, b: Status): boolean {
  return severity[a] > severity[b];
}

export class RouteVerdict {
  status: Status = 'healthy';
  why = 'no failures seen';
  sequence = 0n;
  changedAtMs = 0;
  #baselineMs: number | undefined;
  #baselineAtMs = 0;
  #worseWindows = 0;
  #betterWindows = 0;

  /**
   * Called on every failure: a run of them does not wait for the window to end, and neither does the first failure of a
   * route that has no success to show. Returns whether the status changed.
   */
  failuresSeen(window: RouteWindow, nowMs: number): boolean {
    if (this.status === 'error') return false;
    if (window.failuresInRow >= failuresInRowForError) return this.#become('error', `${window.failuresInRow} failures in a row, the last: ${window.lastError}`, nowMs);
    const { calls, failures } = window.figures(nowMs - bucketMs * buckets, nowMs + 1);
    return this.status === 'healthy' && failures === calls && this.#become('warning', `no call has succeeded lately, the last error: ${window.lastError}`, nowMs);
  }

  /** Called when a window of ten seconds has ended. Returns whether the status changed. */
  windowEnded(window: RouteWindow, nowMs: number): boolean {
    const lastWindow = window.figures(nowMs - bucketMs, nowMs);
    const target = this.#judge(window, nowMs);
    this.#follow(window, nowMs);
    // Old failures stay in the five minutes; a window only speaks for a worse verdict when it saw trouble of its own. Else a
    // route that mends would be called broken again by what it has already been blamed for.
    const sawTrouble = lastWindow.failures > 0 || (target.isSlow && lastWindow.calls > 0);
    if (isWorse(target.status, this.status) && sawTrouble) {
      this.#betterWindows = 0;
      this.#worseWindows += 1;
      return this.#worseWindows >= windowsToWorsen && this.#become(target.status, target.why, nowMs);
    }
    this.#worseWindows = 0;
    // A quiet window mends an error as a good one does: without it a route nobody may use could never come back. It is not
    // healthy before a call has succeeded, since silence proves nothing.
    const isProven = window.failuresInRow === 0;
    this.#betterWindows = !sawTrouble && (this.status === 'error' || (this.status === 'warning' && isProven)) ? this.#betterWindows + 1 : 0;
    if (this.#betterWindows < windowsToMend) return false;
    if (this.status === 'warning') return this.#become('healthy', 'no failures lately', nowMs);
    return this.#become('warning', isProven ? 'failures stopped; watching' : `nobody has called since the last error: ${window.lastError}`, nowMs);
  }

  #judge(window: RouteWindow, nowMs: number): { status: Status; why: string; isSlow: boolean } {
    const { calls, failures, p95Ms } = window.figures(nowMs - bucketMs * buckets, nowMs);
    const share = calls === 0 ? 0 : failures / calls;
    if (calls >= errorCallsLeast && share > errorErrorShare) return { status: 'error', why: `${percent(share)} of ${calls} calls failed`, isSlow: false };
    if (share > warningErrorShare) return { status: 'warning', why: `${percent(share)} of ${calls} calls failed`, isSlow: false };
    if (this.#baselineMs !== undefined && p95Ms !== undefined && calls >= slowCallsLeast && p95Ms > slowFactor * this.#baselineMs) {
      return { status: 'warning', why: `p95 of ${Math.round(p95Ms)} ms is more than twice its usual ${Math.round(this.#baselineMs)} ms`, isSlow: true };
    }
    return { status: 'healthy', why: '', isSlow: false };
  }

  /** The baseline is a slow average of the route's own p95. */
  #follow(window: RouteWindow, nowMs: number): void {
    const { p95Ms, calls } = window.figures(nowMs - bucketMs * buckets, nowMs);
    if (p95Ms === undefined || calls < slowCallsLeast) return;
    const weight = this.#baselineMs === undefined ? 0 : Math.exp(-Math.max(0, nowMs - this.#baselineAtMs) / baselineTauMs);
    this.#baselineMs = (this.#baselineMs ?? 0) * weight + p95Ms * (1 - weight);
    this.#baselineAtMs = nowMs;
  }

  #become(status: Status, why: string, nowMs: number): boolean {
    this.#worseWindows = 0;
    this.#betterWindows = 0;
    if (status === this.status) return false;
    this.status = status;
    this.why = why;
    this.sequence += 1n;
    this.changedAtMs = nowMs;
    return true;
  }
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
