// Under which user Postgres runs. It refuses to be root, rightly, and containers often are.
import { readFile, stat } from 'node:fs/promises';

export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

/** What Linux and the BSDs call nobody, if /etc/passwd does not say it. */
const NOBODY: RunAs = { uid: 65_534, gid: 65_534 };

/**
 * Undefined for an ordinary user, who runs it as himself. For root: the owner of the data if there are any (they may be
 * of a run as an ordinary user), else nobody.
 */
export async function chooseUser(dataFolder: string): Promise<RunAs | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await stat(dataFolder).catch(() => undefined);
  return owner !== undefined && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : findNobody();
}

async function findNobody(): Promise<RunAs> {
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const match = /^nobody:[^:]*:(\d+):(\d+):/m.exec(passwd);
  return match === null ? NOBODY : { uid: Number(match[1]), gid: Number(match[2]) };
}
