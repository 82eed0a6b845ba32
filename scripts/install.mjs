// Installs the packages if package-lock.json asks for others than are there. Runs under any Node from 20 on.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ROOT } from './lib/places.mjs';
import { run } from './lib/run.mjs';

if (await isInstalled()) process.exit(0);
console.log('Installing packages …');
const code = await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
if (code !== 0) console.error('npm ci failed. With another registry or a proxy, set it as usual: npm config set registry URL.');
process.exit(code);

/**
 * npm notes in node_modules what it has put there, last of all; so a missing note is an install that was cut short.
 * Packages for other platforms are in the lock file and not on the disk.
 */
async function isInstalled() {
  const [wanted, found] = await Promise.all(['package-lock.json', 'node_modules/.package-lock.json'].map(readPackages));
  if (wanted === undefined || found === undefined) return false;
  const places = Object.keys(wanted).filter((place) => place.includes('node_modules/'));
  return places.every((place) => {
    const there = found[place];
    if (there === undefined) return wanted[place].optional === true;
    return there.version === wanted[place].version;
  });
}

async function readPackages(file) {
  try {
    return JSON.parse(await readFile(path.join(ROOT, file), 'utf8')).packages;
  } catch {
    return undefined;
  }
}
