// CPU time of processes from /proc (proc(5)): utime and stime, all threads, garbage collection too.
//
// The time of children that have ended (cutime, cstime) belongs to it: without it, a Postgres that closes connections would
// seem to have worked less than before.
import { readdir, readFile } from 'node:fs/promises';
import { ticksPerSecond } from '../limits.js';

export interface CpuReading {
  /** Seconds by name, with those of child processes (Postgres has one per connection). Absent what cannot be read. */
  readonly seconds: ReadonlyMap<string, number>;
  /** Seconds that the whole machine was busy; undefined without /proc. */
  readonly machineSeconds: number | undefined;
}

interface Stat {
  readonly parent: number;
  readonly seconds: number;
}

export async function readCpu(pids: Readonly<Record<string, number>>): Promise<CpuReading> {
  const numbers = (await readdir('/proc').catch(() => [])).map(Number).filter(Number.isSafeInteger);
  const stats = new Map<number, Stat>();
  await Promise.all(numbers.map(async (pid) => {
    const stat = readStat(await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ''));
    if (stat !== undefined) stats.set(pid, stat);
  }));
  return { seconds: sumByName(stats, pids), machineSeconds: machineSecondsOf(await readFile('/proc/stat', 'utf8').catch(() => '')) };
}

/** A process belongs to the nearest of the named ones above it, or is it. */
export function sumByName(stats: ReadonlyMap<number, Stat>, pids: Readonly<Record<string, number>>): Map<string, number> {
  const names = new Map(Object.entries(pids).map(([name, pid]) => [pid, name]));
  const sums = new Map<string, number>();
  for (const [pid, { seconds }] of stats) {
    let above: number | undefined = pid;
    while (above !== undefined && !names.has(above)) above = stats.get(above)?.parent;
    const name = above === undefined ? undefined : names.get(above);
    if (name !== undefined) sums.set(name, (sums.get(name) ?? 0) + seconds);
  }
  return sums;
}

/** Of the text of /proc/<pid>/stat. The second field is the program's name, in which anything may stand but its last bracket. */
export function readStat(text: string): Stat | undefined {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  // The first field here is the third of the line; the parent is the fourth, utime, stime, cutime and cstime are the 14th to 17th.
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return text.includes(')') && fields.length > 15 && Number.isFinite(ticks) ? { parent: Number(fields[1]), seconds: ticks / ticksPerSecond } : undefined;
}

/** Of the first line of /proc/stat: all but idle and iowait. */
export function machineSecondsOf(text: string): number | undefined {
  const [name, ...ticks] = text.split('\n')[0]?.trim().split(/\s+/) ?? [];
  if (name !== 'cpu') return undefined;
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = ticks.map(Number);
  return (user + nice + system + irq + softirq) / ticksPerSecond;
}

/** What each used between two readings; only those that are in both. */
export function cpuBetween(before: CpuReading, after: CpuReading): CpuReading {
  const seconds = new Map([...after.seconds].flatMap(([name, used]) => {
    const earlier = before.seconds.get(name);
    return earlier === undefined ? [] : [[name, used - earlier] as const];
  }));
  const isKnown = before.machineSeconds !== undefined && after.machineSeconds !== undefined;
  return { seconds, machineSeconds: isKnown ? (after.machineSeconds as number) - (before.machineSeconds as number) : undefined };
}
