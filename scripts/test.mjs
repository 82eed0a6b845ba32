// Builds everything, sees to the nats-server that suites need, and runs jest. Arguments are jest's.
//
// The last line is `N passed, N failed`, for people and for scripts.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from './lib/build.mjs';
import { NODE, ROOT } from './lib/places.mjs';
import { run } from './lib/run.mjs';

const built = await build();
if (built !== 0) process.exit(built);

// Without it the suites that need NATS fail and name the remedy; the others are still worth running.
await run(NODE, [path.join(ROOT, 'scripts/tools/main.mjs'), '--only', 'nats-server']);

const folder = await mkdtemp(path.join(tmpdir(), 'switchyard-result-'));
const resultFile = path.join(folder, 'result.json');
const jest = path.join(ROOT, 'node_modules/jest/bin/jest.js');
const flags = ['--experimental-vm-modules', '--no-warnings', jest, '--json', `--outputFile=${resultFile}`];
const code = await run(NODE, [...flags, ...process.argv.slice(2)]);
const result = JSON.parse(await readFile(resultFile, 'utf8').catch(() => 'null'));
await rm(folder, { recursive: true, force: true });

if (result === null) {
  console.log('jest ended without a result');
} else {
  // A suite that cannot even be loaded has no failed test, and is a failure all the same.
  console.log(`${result.numPassedTests} passed, ${result.numFailedTests + result.numRuntimeErrorTestSuites} failed`);
}
process.exit(code);
