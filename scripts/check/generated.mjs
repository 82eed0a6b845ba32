// Generated code is committed, so it must be what the contracts generate. Compared as files: a copy without git can be checked too.
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { NODE, ROOT } from '../lib/places.mjs';
import { run } from '../lib/run.mjs';

const GENERATED = path.join(ROOT, 'proto/gen');

/** Resolves with 0, or says which files differ. The newly generated ones stay: they are what is to be committed. */
export async function checkGenerated() {
  const before = await mkdtemp(path.join(tmpdir(), 'switchyard-gen-'));
  try {
    await cp(GENERATED, before, { recursive: true });
    const code = await run(NODE, [path.join(ROOT, 'scripts/generate.mjs')]);
    if (code !== 0) return code;
    const changed = await listDifferences(before, GENERATED);
    if (changed.length === 0) return 0;
    console.error(`proto/gen was not what npm run gen makes; commit these too:\n${changed.map((file) => `  proto/gen/${file}`).join('\n')}`);
    return 1;
  } finally {
    await rm(before, { recursive: true, force: true });
  }
}

async function listDifferences(left, right) {
  const files = new Set([...(await listFiles(left)), ...(await listFiles(right))]);
  const isSame = async (file) => {
    const [one, other] = await Promise.all([left, right].map((folder) => readFile(path.join(folder, file)).catch(() => undefined)));
    return one !== undefined && other !== undefined && one.equals(other);
  };
  const same = await Promise.all([...files].map(async (file) => [file, await isSame(file)]));
  return same.filter(([, isEqual]) => !isEqual).map(([file]) => file).sort();
}

async function listFiles(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}
