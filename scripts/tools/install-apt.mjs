// A package of the system, where we may install one: as root, with apt-get at hand.
import { mustRun } from './run.mjs';

const INSTALL_TIMEOUT_MS = 10 * 60_000;

export async function installApt({ apt }) {
  if (process.getuid?.() !== 0) throw new Error('apt-get needs root');
  const options = { timeout: INSTALL_TIMEOUT_MS, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  await mustRun('apt-get', ['update', '-qq'], options);
  await mustRun('apt-get', ['install', '-y', '-qq', '--no-install-recommends', apt], options);
  return `the package ${apt}, by apt-get`;
}
