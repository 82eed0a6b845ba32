// What came of a load, for people.
import type { Sent } from './run-load.js';

export function summarize(sent: readonly Sent[], tookMs: number): string[] {
  const answered = sent.filter(({ isAnswered }) => isAnswered).length;
  const durations = sent.map(({ startedAtMs, endedAtMs }) => endedAtMs - startedAtMs).toSorted((a, b) => a - b);
  const errors = Map.groupBy(sent.filter(({ isAnswered, planned }) => !isAnswered && !planned.isCancelled), ({ planned, error }) => `${planned.fault?.name ?? 'no fault'}: ${error.split(':')[0]}`);
  return [
    `${sent.length} requests in ${(tookMs / 1000).toFixed(1)} s, ${answered} answered, p50 ${durations[Math.floor(durations.length / 2)]} ms, p99 ${durations[Math.floor(durations.length * 0.99)]} ms`,
    ...[...errors].map(([what, those]) => `  ${those.length} x ${what}`),
  ];
}
