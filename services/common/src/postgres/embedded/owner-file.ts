// Says which process uses a folder, so that two runs of one checkout do not share a server and a dead run's server is found.
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isAlive, startTimeOf } from './processes.js';

const FILE = 'owner.json';

interface Owner {
  readonly pid: number;
  readonly startTime?: string;
}

/** Throws if a living process other than this one has claimed the folder. */
export async function claimFolder(folder: string): Promise<void> {
  const file = path.join(folder, FILE);
  const owner = JSON.parse(await readFile(file, 'utf8').catch(() => 'null')) as Owner | null;
  if (owner !== null && owner.pid !== process.pid && (await isSame(owner))) {
    throw new Error(`The Postgres in ${folder} belongs to the running process ${owner.pid}; stop that one first`);
  }
  const mine: Owner = { pid: process.pid, startTime: await startTimeOf(process.pid) };
  await writeFile(file, JSON.stringify(mine), { mode: 0o600 });
}

export async function releaseFolder(folder: string): Promise<void> {
  await rm(path.join(folder, FILE), { force: true });
}

async function isSame({ pid, startTime }: Owner): Promise<boolean> {
  return isAlive(pid) && startTime === (await startTimeOf(pid));
}
