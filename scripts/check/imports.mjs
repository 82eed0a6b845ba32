// The step of make check that each workspace declares what it imports. npm hoists everything to one folder, so an import
// that nobody declared works in the checkout and fails in an image, which installs one service.
import { readdir, readFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { listWorkspaces, ROOT } from '../lib/places.mjs';

// What begins with # is the package's own (https://nodejs.org/api/packages.html#subpath-imports).
const IMPORT = /^(?:import|export)\s(?:[^'";]*\sfrom\s)?['"]([^.#'"][^'"]*)['"]/gm;

export async function checkImports() {
  const undeclared = (await Promise.all((await listWorkspaces()).map(listUndeclared))).flat();
  if (undeclared.length === 0) return 0;
  console.error(`Declare these in the workspace's package.json, then run npm install and npm run lock:\n${undeclared.map((line) => `  ${line}`).join('\n')}`);
  return 1;
}

/** Lines such as "services/cli: commander". A package's own name is its own. */
async function listUndeclared(workspace) {
  const { name, dependencies, devDependencies } = JSON.parse(await readFile(path.join(workspace, 'package.json'), 'utf8'));
  const declared = new Set([name, ...Object.keys({ ...dependencies, ...devDependencies })]);
  const sources = (await readdir(path.join(workspace, 'src'), { recursive: true }).catch(() => [])).filter((file) => file.endsWith('.ts'));
  const texts = await Promise.all(sources.map((file) => readFile(path.join(workspace, 'src', file), 'utf8')));
  const imported = new Set(texts.flatMap((text) => [...text.matchAll(IMPORT)].map(([, specifier]) => packageOf(specifier))));
  return [...imported].filter((one) => !isBuiltin(one) && !declared.has(one)).sort().map((one) => `${path.relative(ROOT, workspace)}: ${one}`);
}

function packageOf(specifier) {
  return specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}
