// The first means: it is there already, in .tools/bin, from npm, or on the PATH, and new enough.
import { access } from 'node:fs/promises';
import path from 'node:path';
import { BIN_FOLDER, NPM_BIN_FOLDER, SHARE_FOLDER } from './places.mjs';
import { isAtLeast, versionOf } from './version.mjs';

/** A sentence that says what is there and where, or undefined. */
export async function findOnPath(tool) {
  if (tool.share === true) return findShared(tool);
  const places = [
    [path.join(BIN_FOLDER, tool.name), 'in .tools/bin'],
    ...(tool.npm ? [[path.join(NPM_BIN_FOLDER, tool.name), 'from npm']] : []),
    ...[tool.name, ...(tool.otherNames ?? [])].map((name) => [name, 'on the PATH']),
  ];
  for (const [program, where] of places) {
    const version = await versionOf(program, tool.versionArgs);
    if (version !== undefined && isAtLeast(version, tool.versionMin)) return `${version} is ${where}`;
  }
  return undefined;
}

async function findShared(tool) {
  const folder = path.join(SHARE_FOLDER, tool.name, tool.wheel.pin);
  const isThere = await access(folder).then(() => true, () => false);
  return isThere ? `${tool.wheel.pin} are in .tools/share` : undefined;
}
