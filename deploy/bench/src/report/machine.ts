// The machine as a class of machines: what figures depend on, and nothing that tells whose it is.
import { cpus } from 'node:os';

export interface Machine {
  readonly cores: number;
  readonly cpu: string;
  readonly node: string;
}

export function machineOf(): Machine {
  const all = cpus();
  return { cores: all.length, cpu: all[0]?.model.replace(/\s+/g, ' ').replace(/\((R|TM)\)/g, '').trim() ?? 'unknown', node: process.version };
}

/** For a file name: `2-cores-intel-xeon-processor`. */
export function machineClass({ cores, cpu }: Machine): string {
  return `${cores}-cores-${cpu.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')}`;
}
