// One process per journal directory. Node has no flock, so a file says who holds it: a lock of a
// process that is gone is taken over, that of a living one is respected.
import { linkSync, readFileSync, renameSync, statSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { JournalLockedError } from './errors.js';
import { lockRefreshMs, lockStaleMs } from './limits.js';

export type DirectoryLock = { release(): void };

type Owner = { pid: number; host: string; startedAt: string; nonce: string };

// Throws JournalLockedError when another process, or this one, has the directory open.
export function lockDirectory(directory: string): DirectoryLock {
  const path = join(directory, 'lock');
  const owner: Owner = { pid: process.pid, host: hostname(), startedAt: startOf(process.pid) ?? '', nonce: crypto.randomUUID() };
  const text = JSON.stringify(owner);
  if (!tryCreate(path, text)) {
    takeOverIfStale(directory, path);
    if (!tryCreate(path, text)) throw refusal(directory, 'another process that took it this moment');
  }
  // Only other hosts look at the file's age: their processes cannot see ours.
  const refresh = setInterval(() => touch(path), lockRefreshMs);
  refresh.unref();
  return {
    release() {
      clearInterval(refresh);
      if (readText(path) === text) unlinkSync(path);
    },
  };
}

function tryCreate(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

// The stale file is renamed before it is deleted: of two processes that judge it stale at once, the
// second sees that it moved the first one's fresh lock, puts that back, and gives up.
function takeOverIfStale(directory: string, path: string): void {
  const text = readText(path);
  if (text === undefined) return;
  const owner = parseOwner(text);
  if (owner && isAlive(owner, path)) throw refusal(directory, `process ${owner.pid} on ${owner.host}`);
  const aside = `${path}.${process.pid}.${crypto.randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const moved = readText(aside);
  if (moved !== text) linkSync(aside, path);
  unlinkSync(aside);
  if (moved !== text) throw refusal(directory, 'another process that took it this moment');
}

function isAlive(owner: Owner, path: string): boolean {
  if (owner.host !== hostname()) return Date.now() - (modifiedAtMs(path) ?? 0) < lockStaleMs;
  if (!exists(owner.pid)) return false;
  // A process id is used again, in containers nearly always the same one: only the start time tells.
  const startedAt = startOf(owner.pid);
  return startedAt === undefined || owner.startedAt === '' || startedAt === owner.startedAt;
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

// When a process started, in ticks since boot, with the boot's id; undefined where there is no /proc.
function startOf(pid: number): string | undefined {
  const stat = readText(`/proc/${pid}/stat`);
  const boot = readText('/proc/sys/kernel/random/boot_id');
  if (stat === undefined) return undefined;
  // The name of the program is in parentheses and may hold spaces; field 22 is the 20th after it.
  const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  return `${boot?.trim() ?? ''}/${ticks}`;
}

function parseOwner(text: string): Owner | undefined {
  try {
    const owner = JSON.parse(text) as Partial<Owner>;
    return typeof owner.pid === 'number' && typeof owner.host === 'string' ? { pid: owner.pid, host: owner.host, startedAt: owner.startedAt ?? '', nonce: owner.nonce ?? '' } : undefined;
  } catch {
    // Half a lock: its writer died between creating and filling it.
    return undefined;
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function modifiedAtMs(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}

function touch(path: string): void {
  const now = new Date();
  try {
    utimesSync(path, now, now);
  } catch {
    // The file is gone: the directory was deleted under us, and the next append says so.
  }
}

function refusal(directory: string, who: string): JournalLockedError {
  return new JournalLockedError(`The journal in ${directory} is in use by ${who}. A journal belongs to one process: give each its own directory, or stop the other one.`);
}
