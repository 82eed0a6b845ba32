// Where the binaries and the data lie, given who runs the server.
//
// An ordinary user finds both where they are: in node_modules and in the wanted folder. Under root the server is somebody
// else, to whom the checkout may be closed (/root is, and so are files made with a umask of 077). Then they go to a folder
// of ours under /var/tmp, which lives across restarts like the wanted one; a file in the wanted folder tells where.
import { createHash } from 'node:crypto';
import { chmod, cp, lstat, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isReachable } from './reachable.js';

/** In the wanted folder; its text is the folder that stands for it. `make clean` reads it too. */
const ELSEWHERE_FILE = 'elsewhere';

export interface Places {
  /** Holds bin/, lib/ and share/. */
  readonly nativeFolder: string;
  /** Holds data/ and the log. */
  readonly serverFolder: string;
}

export async function choosePlaces(wanted: string, nativeFolder: string, isRoot: boolean): Promise<Places> {
  await mkdir(wanted, { recursive: true });
  if (!isRoot) return { nativeFolder, serverFolder: wanted };
  const canReachWanted = await isReachable(wanted, { read: false });
  const canReadNative = (await isReachable(path.join(nativeFolder, 'bin'), { read: true })) && (await isReadable(path.join(nativeFolder, 'bin/postgres')));
  return {
    nativeFolder: canReadNative ? nativeFolder : await copyNative(nativeFolder),
    serverFolder: canReachWanted ? wanted : await goElsewhere(wanted),
  };
}

/** Removes the wanted folder and what stands for it. The server must have stopped. */
export async function removePlaces(wanted: string): Promise<void> {
  const elsewhere = await readFile(path.join(wanted, ELSEWHERE_FILE), 'utf8').catch(() => undefined);
  if (elsewhere !== undefined) await rm(elsewhere.trim(), { recursive: true, force: true });
  await rm(wanted, { recursive: true, force: true });
}

async function goElsewhere(wanted: string): Promise<string> {
  const folder = await ownFolder(`switchyard-postgres-${shortHash(wanted)}`);
  await writeFile(path.join(wanted, ELSEWHERE_FILE), `${folder}\n`);
  return folder;
}

/** One copy per installed version; a half-finished one never gets the final name. */
async function copyNative(nativeFolder: string): Promise<string> {
  const { version } = JSON.parse(await readFile(path.join(nativeFolder, '../package.json'), 'utf8')) as { version: string };
  const home = await ownFolder(`switchyard-postgres-${shortHash(nativeFolder)}-bin`);
  const copy = path.join(home, version);
  if ((await lstat(copy).catch(() => undefined)) !== undefined) return copy;
  const draft = `${copy}.${process.pid}`;
  await cp(nativeFolder, draft, { recursive: true, verbatimSymlinks: true });
  await openToAll(draft);
  await rename(draft, copy).catch(() => rm(draft, { recursive: true, force: true }));
  return copy;
}

/** A folder with a foreseeable name in a place where all may write: it counts only if it is really ours. */
async function ownFolder(name: string): Promise<string> {
  for (const base of ['/var/tmp', '/tmp', tmpdir()]) {
    if (!(await isReachable(base, { read: false }).catch(() => false))) continue;
    const folder = path.join(base, name);
    await mkdir(folder, { mode: 0o755 }).catch(() => {});
    const found = await lstat(folder).catch(() => undefined);
    if (found?.isDirectory() !== true || found.uid !== process.getuid?.()) continue;
    await chmod(folder, 0o755);
    return folder;
  }
  throw new Error('Postgres may not run as root, and there is no folder that another user could reach; make /var/tmp or /tmp usable, run as an ordinary user, or set DATABASE_URL');
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(file);
    else if (entry.isFile()) await chmod(file, 0o755);
  }
}

async function isReadable(file: string): Promise<boolean> {
  return ((await stat(file)).mode & 0o005) === 0o005;
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
