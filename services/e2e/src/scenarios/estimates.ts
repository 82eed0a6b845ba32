// Whether each estimate of the ledger has a reason that the plan or a kill gave it.
import type { Kill } from '../chaos/kills.js';
import type { Comparison } from '../compare/compare.js';
import type { Sent } from '../load/run-load.js';

/** Attempts that were estimated although nothing kept their report from us; the caller's own id tells which request each belongs to. */
export function unexplainedEstimates(comparison: Comparison, sent: readonly Sent[], kills: readonly Kill[]): string[] {
  const planned = new Set(sent.filter(({ planned: { fault, isCancelled } }) => isCancelled || fault?.isUnreported === true).map(({ planned: { index } }) => `load-${index}`));
  return comparison.estimated.filter(({ attemptId, clientRequestId }) => !planned.has(clientRequestId) && !wasInFlightAtKill(startOf(attemptId), kills)).map(({ attemptId }) => attemptId);
}

/** No attempt of the load lasts longer than its request may. */
const attemptMostMs = 6_000;

/** A call may leave for a moment longer towards a process that is gone, until the other side has noticed or its successor is there. */
const noticeMs = 250;

function wasInFlightAtKill(startedAtMs: number, kills: readonly Kill[]): boolean {
  return kills.some(({ killedAtMs, backAtMs }) => startedAtMs <= Math.max(backAtMs, killedAtMs + noticeMs) && startedAtMs >= killedAtMs - attemptMostMs);
}

/** The first 48 bits of a UUIDv7 are its time (RFC 9562). */
function startOf(attemptId: string): number {
  return Number.parseInt(attemptId.replaceAll('-', '').slice(0, 12), 16);
}
