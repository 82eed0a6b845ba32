// What is generated is committed, so it must be what its sources generate. Compared as files: a copy without git can be checked too.
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { NODE, ROOT } from '../lib/places.mjs';
import { run } from '../lib/run.mjs';

const GENERATED = path.join(ROOT, 'proto/gen');
/** Single files that are generated, or have a generated part. */
const FILES = ['README.md', 'services/provider-adapter/src/providers/expected.json'];

/** Resolves with 0, or says which files differ. The newly generated ones stay: they are what is to be committed. */
export async function checkGenerated() {
  const before = await mkdtemp(path.join(tmpdir(), 'switchyard-gen-'));
  try {
    await cp(GENERATED, before, { recursive: true });
    const texts = await Promise.all(FILES.map((file) => readFile(path.join(ROOT, file), 'utf8')));
    const code = await run(NODE, [path.join(ROOT, 'scripts/generate.mjs')]);
    if (code !== 0) return code;
    const changed = (await listDifferences(before, GENERATED)).map((file) => `proto/gen/${file}`);
    for (const [index, file] of FILES.entries()) if ((await readFile(path.join(ROOT, file), 'utf8')) !== texts[index]) changed.push(file);
    if (changed.length === 0) return 0;
    console.error(`These were not what npm run gen makes; commit them too:\n${changed.map((file) => `  ${file}`).join('\n')}`);
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
