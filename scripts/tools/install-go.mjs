// The last means: build it with the Go of this machine. Slower, and it needs nothing but the module proxy.
import path from 'node:path';
import { BIN_FOLDER, TOOLS_FOLDER } from './places.mjs';
import { ask, mustRun } from './run.mjs';

/** helm and all it imports, on two cores that have other work. */
const BUILD_TIMEOUT_MS = 900_000;

export async function installGo(tool) {
  if ((await ask('go', ['version'])) === undefined) throw new Error('Go is not installed');
  const { module, pin, flags = [] } = tool.go;
  await mustRun('go', ['install', ...flags, `${module}@${pin}`], { timeout: BUILD_TIMEOUT_MS, env: goEnv(), cwd: TOOLS_FOLDER });
  return `${pin.slice(1)} by go install ${module}`;
}

/** Without a HOME, Go has no place for its caches. Writable, so that they can be removed like any folder. */
function goEnv() {
  const env = { ...process.env, GOBIN: BIN_FOLDER, CGO_ENABLED: '0', GOFLAGS: `${process.env.GOFLAGS ?? ''} -modcacherw`.trim() };
  if (process.env.HOME) return env;
  return { GOPATH: path.join(TOOLS_FOLDER, 'go'), GOCACHE: path.join(TOOLS_FOLDER, 'go-build'), ...env };
}
