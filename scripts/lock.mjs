// npm run lock: run it after npm install; adds to package-lock.json what npm has left out (see lib/lock-file.mjs).
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { listMissing } from './lib/lock-file.mjs';
import { ROOT } from './lib/places.mjs';

const file = path.join(ROOT, 'package-lock.json');
const lock = JSON.parse(await readFile(file, 'utf8'));
const missing = listMissing(lock.packages);
const entries = [...Object.entries(lock.packages), ...missing].sort(([left], [right]) => left.localeCompare(right, 'en'));
lock.packages = Object.fromEntries(entries);
await writeFile(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(missing.length === 0 ? 'package-lock.json is complete' : `package-lock.json: added ${missing.length} packages of other platforms`);
