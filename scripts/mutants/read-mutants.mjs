// The sabotages: each a diff against the source, with three lines before it that say what is broken, and which test of which
// suite must notice.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { ROOT } from '../lib/places.mjs';

const FOLDER = path.join(ROOT, 'services/e2e/mutants');

/** In alphabetical order; those that are named, or all. */
export async function readMutants(wanted) {
  const all = (await readdir(FOLDER)).filter((file) => file.endsWith('.patch')).map((file) => file.slice(0, -'.patch'.length)).sort();
  const unknown = wanted.filter((name) => !all.includes(name));
  if (unknown.length > 0) throw new Error(`No such mutant: ${unknown.join(', ')}. There are ${all.join(', ')}.`);
  return Promise.all(all.filter((name) => wanted.length === 0 || wanted.includes(name)).map(readMutant));
}

async function readMutant(name) {
  const file = path.join(FOLDER, `${name}.patch`);
  const text = await readFile(file, 'utf8');
  const line = (title) => {
    const found = new RegExp(`^# ${title}: (.+)$`, 'm').exec(text)?.[1];
    if (found === undefined) throw new Error(`${name}.patch has no line "# ${title}: …" before its diff.`);
    return found;
  };
  return { name, file, broken: line('Broken'), suite: line('Suite'), test: line('Test') };
}
