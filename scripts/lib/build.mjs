// Compiles all packages and takes away compiled tests whose source is gone, which jest would still run.
import { access, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { BIN, listWorkspaces } from './places.mjs';
import { run, since } from './run.mjs';

/** Resolves with the exit code of tsc. */
export async function build() {
  const startedMs = performance.now();
  process.stdout.write('Building … ');
  const code = await run(path.join(BIN, 'tsc'), ['-b']);
  console.log(code === 0 ? since(startedMs) : 'failed');
  if (code === 0) await removeOrphanTests();
  return code;
}

async function removeOrphanTests() {
  for (const workspace of await listWorkspaces()) {
    const dist = path.join(workspace, 'dist');
    const files = await readdir(dist, { recursive: true }).catch(() => []);
    for (const file of files.filter((name) => name.endsWith('.test.js'))) {
      const source = path.join(workspace, 'src', file.replace(/js$/, 'ts'));
      if (!(await isThere(source)) && !(await isThere(`${source}x`))) await rm(path.join(dist, file));
    }
  }
}

function isThere(file) {
  return access(file).then(() => true, () => false);
}
