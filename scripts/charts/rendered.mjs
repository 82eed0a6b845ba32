// The committed renders: a change of a template shows in review as what it does to the cluster.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

export async function writeRendered(folder, files) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await Promise.all([...files].map(([name, text]) => writeFile(path.join(folder, name), text)));
}

export async function checkRendered(folder, files) {
  const there = await readdir(folder).catch(() => []);
  const names = [...new Set([...there, ...files.keys()])].sort();
  const changed = [];
  for (const name of names) {
    const committed = await readFile(path.join(folder, name), 'utf8').catch(() => undefined);
    if (committed !== files.get(name)) changed.push(name);
  }
  if (changed.length === 0) return [];
  return [`rendered/${changed.join(', ')}: not what the charts render; run npm run charts:render and commit what it writes`];
}
