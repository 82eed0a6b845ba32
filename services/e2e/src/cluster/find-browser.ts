// The browser of this machine that tests of the page look through.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'google-chrome', 'chromium-browser'];

/** Throws a sentence with the remedy. */
export function findBrowser(env: Readonly<Record<string, string | undefined>>): string {
  const named = env['CHROMIUM'];
  const found = named !== undefined && named !== '' ? [named].find(isProgram) : (env['PATH'] ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name))).find(isProgram);
  if (found !== undefined) return found;
  const where = named === undefined || named === '' ? 'There is no Chromium or Chrome on the PATH' : `CHROMIUM is ${named}, which is no program`;
  throw new Error(`${where}. Install one ("make tools ARGS='--only chromium'" does it as root on Debian), or name its program in CHROMIUM.`);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
