// The figures as a page of Markdown.
import type { ProfileLine } from '../cpu/profile.js';
import { answer } from '../limits.js';
import type { Measured } from '../run/measure.js';
import type { Machine } from './machine.js';

export interface Report {
  readonly date: string;
  readonly machine: Machine;
  readonly isSingle: boolean;
  readonly measured: readonly Measured[];
  readonly profile: { readonly target: string; readonly requestsPerSecond: number; readonly lines: ReadonlyMap<string, readonly ProfileLine[]> } | undefined;
}

/** The processes of the hot path; figures of others stand beside them. */
export const hotPath = ['router-1', 'provider-adapter-1'] as const;

export function writeReport({ date, machine, isSingle, measured, profile }: Report): string {
  return [
    `# ${date}, ${machine.cores} cores, ${machine.cpu}`,
    '',
    `Node ${machine.node}; ${isSingle ? 'all services in one process' : '1 router, 1 adapter, every service its own process'} on the same cores as the load; logs at warn, a tenth of the traces kept; sandbox without delay, ${answer.outputTokens} output tokens in ${answer.chunks} chunks.`,
    '',
    ...table(['target', 'rate /s', 'answered /s', 'p50 ms', 'p99 ms', 'p99.9 ms', 'router us', 'adapter us', 'both us', 'requests per CPU-second', 'all processes us', 'others on the machine', 'failed'], measured.map(figures)),
    '',
    'CPU is user and system time per request. Others are programs that are neither the run nor the load, in percent of all cores: with more than a few the figures are too high, latencies above all. A rate in brackets was not kept up with: its latencies say how long the queue was, and nothing else.',
    ...(profile === undefined ? [] : profileLines(profile)),
    '',
  ].join('\n');
}

export function figures({ target, requestsPerSecond, load, isBorne, cpuUs, othersShare }: Measured): string[] {
  const [router, adapter] = hotPath.map((name) => cpuUs.get(name));
  const both = router === undefined || adapter === undefined ? undefined : router + adapter;
  const all = cpuUs.size === 0 ? undefined : [...cpuUs.values()].reduce((sum, us) => sum + us, 0);
  const ms = (value: number | undefined): string => value?.toFixed(1) ?? '-';
  const us = (value: number | undefined): string => value?.toFixed(0) ?? '-';
  const { latencies } = load;
  return [target, isBorne ? String(requestsPerSecond) : `(${requestsPerSecond})`, load.answeredPerSecond.toFixed(0), ms(latencies?.p50Ms), ms(latencies?.p99Ms), ms(latencies?.p999Ms), us(router), us(adapter), us(both), both === undefined ? '-' : (1e6 / both).toFixed(0), us(all), othersShare === undefined ? '-' : `${(othersShare * 100).toFixed(0)} %`, String(load.sent - load.answered)];
}

function profileLines({ target, requestsPerSecond, lines }: NonNullable<Report['profile']>): string[] {
  return [...lines].flatMap(([name, functions]) => [
    '',
    `## Where ${name} spends its time: ${target} at ${requestsPerSecond}/s`,
    '',
    ...table(['share of busy time', 'self ms', 'function', 'place'], functions.map(({ share, selfMs, name: called, place }) => [`${(share * 100).toFixed(1)} %`, selfMs.toFixed(0), `\`${called}\``, place === '' ? '' : `\`${place}\``])),
  ]);
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}
