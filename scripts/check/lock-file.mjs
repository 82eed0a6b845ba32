// The step of make check that a clean clone can be installed: npm ci refuses a lock file that lacks a platform.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { listMissing } from '../lib/lock-file.mjs';
import { ROOT } from '../lib/places.mjs';

export async function checkLockFile() {
  const { packages } = JSON.parse(await readFile(path.join(ROOT, 'package-lock.json'), 'utf8'));
  const missing = listMissing(packages);
  if (missing.length === 0) return 0;
  console.error(`package-lock.json lacks ${missing.length} packages of other platforms, so npm ci would refuse it; run: npm run lock`);
  return 1;
}
