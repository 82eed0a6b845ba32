// Where things lie in the checkout.
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const BIN = path.join(ROOT, 'node_modules/.bin');
export const LOCAL_DATA = path.join(ROOT, '.switchyard');

/** The Node that npm has brought, so that a script started by hand under an older one runs the rest under the right one. */
export const NODE = existsSync(path.join(BIN, 'node')) ? path.join(BIN, 'node') : process.execPath;

/** The folders of all packages. */
export async function listWorkspaces() {
  const inside = await Promise.all(['services', 'deploy'].map(async (folder) => {
    const entries = await readdir(path.join(ROOT, folder), { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map((entry) => path.join(ROOT, folder, entry.name));
  }));
  return [path.join(ROOT, 'proto'), ...inside.flat()].filter((folder) => existsSync(path.join(folder, 'package.json')));
}
