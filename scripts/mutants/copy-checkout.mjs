// A copy of the checkout as it is now, to be broken: the user's own tree is never touched.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readlink, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { listWorkspaces, ROOT } from '../lib/places.mjs';

const LEFT_OUT = new Set(['node_modules', 'dist', '.git', '.tools', '.switchyard', 'coverage']);

export async function copyCheckout() {
  const folder = await mkdtemp(path.join(await realpath(tmpdir()), 'switchyard-mutants-'));
  await cp(ROOT, folder, { recursive: true, filter: (source) => source === ROOT || !LEFT_OUT.has(path.basename(source)) });
  await linkPackages(folder);
  if (existsSync(path.join(ROOT, '.tools'))) await symlink(path.join(ROOT, '.tools'), path.join(folder, '.tools'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Installed packages are shared; our own, which npm links by relative paths, are those of the copy. */
async function linkPackages(folder) {
  const [from, to] = [ROOT, folder].map((root) => path.join(root, 'node_modules'));
  await mkdir(path.join(to, '@switchyard'), { recursive: true });
  for (const name of await readdir(from)) if (name !== '@switchyard') await symlink(path.join(from, name), path.join(to, name));
  for (const name of await readdir(path.join(from, '@switchyard'))) {
    await symlink(await readlink(path.join(from, '@switchyard', name)), path.join(to, '@switchyard', name));
  }
  for (const workspace of await listWorkspaces()) {
    const own = path.join(workspace, 'node_modules');
    if (existsSync(own)) await symlink(own, path.join(folder, path.relative(ROOT, own)));
  }
}

/** What git says against it, or undefined. Lines may have moved; what stands around a change may not differ. */
export function patchFault(folder, file, { isReverse = false, isCheck = false } = {}) {
  // Without a ceiling, a temporary folder inside some repository would make git look for the files there.
  const env = { ...process.env, GIT_CEILING_DIRECTORIES: path.dirname(folder) };
  const { status, stderr, error } = spawnSync('git', ['apply', '-C1', ...(isReverse ? ['--reverse'] : []), ...(isCheck ? ['--check'] : []), file], { cwd: folder, env, encoding: 'utf8' });
  return status === 0 ? undefined : (error?.message ?? stderr.trim());
}
