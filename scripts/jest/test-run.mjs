// The folder of one test run: what its suites start is named in it, so that nothing outlives the run.
//
// Plain Node and no import from dist: it must also clean up when nothing can be built.
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const PREFIX = 'switchyard-test-';

/** A server that has not ended after this is killed: its data are thrown away anyway. */
const STOP_TIMEOUT_MS = 5_000;
const POLL_MS = 20;

export async function beginRun() {
  await sweepDeadRuns();
  const folder = await mkdtemp(path.join(tmpdir(), PREFIX));
  // Under root, Postgres runs as another user, who must be able to enter.
  await chmod(folder, 0o711);
  await writeFile(path.join(folder, 'run.pid'), String(process.pid));
  return folder;
}

export async function endRun(folder) {
  const processes = path.join(folder, 'processes');
  const pids = await readdir(processes).catch(() => []);
  await Promise.all(pids.map(async (pid) => endProcess(Number(pid), await readFile(path.join(processes, pid), 'utf8'))));
  // Where Postgres is if the user it runs under cannot reach this folder.
  const elsewhere = await readFile(path.join(folder, 'postgres/elsewhere'), 'utf8').catch(() => undefined);
  const postgres = elsewhere?.trim() ?? path.join(folder, 'postgres');
  // Its number is also in its own file, in case its starter died before naming it.
  const postmaster = await readFile(path.join(postgres, 'data/postmaster.pid'), 'utf8').catch(() => undefined);
  if (postmaster !== undefined) await endProcess(Number.parseInt(postmaster, 10), 'postgres');
  await rm(postgres, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
}

/** A run that was killed could not clean up; the next one does it. */
async function sweepDeadRuns() {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX));
  for (const folder of names.map((name) => path.join(tmpdir(), name))) {
    const isOurs = (await stat(folder).catch(() => undefined))?.uid === process.getuid?.();
    const pid = Number(await readFile(path.join(folder, 'run.pid'), 'utf8').catch(() => NaN));
    if (isOurs && Number.isSafeInteger(pid) && !isAlive(pid)) await endRun(folder);
  }
}

async function endProcess(pid, program) {
  if ((await programOf(pid)) !== program) return;
  const deadline = performance.now() + STOP_TIMEOUT_MS;
  signal(pid, 'SIGINT');
  while ((await programOf(pid)) === program) {
    if (performance.now() > deadline) signal(pid, 'SIGKILL');
    await sleep(POLL_MS);
  }
}

function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** The number of a process may be used again, so its program is asked too; where /proc is missing the number must do. */
async function programOf(pid) {
  if (!isAlive(pid)) return undefined;
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (text === undefined) return process.platform === 'linux' ? undefined : readProgramByPs(pid);
  const isZombie = text.slice(text.lastIndexOf(')') + 2).startsWith('Z');
  return isZombie ? undefined : text.slice(text.indexOf('(') + 1, text.lastIndexOf(')'));
}

async function readProgramByPs(pid) {
  const { execFileSync } = await import('node:child_process');
  try {
    return path.basename(execFileSync('ps', ['-p', String(pid), '-o', 'comm='], { encoding: 'utf8' }).trim());
  } catch {
    return undefined;
  }
}
