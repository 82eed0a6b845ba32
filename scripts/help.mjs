// Prints the targets of the Makefile with what their ## comments say; npm run has the same ones.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ROOT } from './lib/places.mjs';

const makefile = await readFile(path.join(ROOT, 'Makefile'), 'utf8');
const targets = [...makefile.matchAll(/^([a-z-]+):.*?## (.+)$/gm)].map(([, name, text]) => ({ name, text }));
const width = Math.max(...targets.map(({ name }) => name.length));
for (const { name, text } of targets) console.log(`  make ${name.padEnd(width)}  ${text}`);
