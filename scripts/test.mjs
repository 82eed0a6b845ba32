// Builds everything, sees to the nats-server and the browser that suites need, and runs jest. Arguments are jest's.
//
// The last line is `N passed, N failed`, for people and for scripts.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from './lib/build.mjs';
import { NODE, ROOT } from './lib/places.mjs';
import { run } from './lib/run.mjs';

const jest = path.join(ROOT, 'node_modules/jest/bin/jest.js');
const scenarios = 'services/e2e/dist/scenarios/';

const built = await build();
if (built !== 0) process.exit(built);

// Without them the suites that need NATS or a browser fail and name the remedy; the others are still worth running.
await run(NODE, [path.join(ROOT, 'scripts/tools/main.mjs'), '--only', 'nats-server', '--only', 'chromium']);

const folder = await mkdtemp(path.join(tmpdir(), 'switchyard-result-'));
const asked = process.argv.slice(2);

// Scenarios run the whole house as processes and measure what answers in time, so nothing else runs beside them.
const passes = asked.length > 0 ? [asked] : [['--testPathIgnorePatterns', '/node_modules/', scenarios], ['--runInBand', '--testPathPatterns', scenarios]];
let worst = 0;
let passed = 0;
let failed = 0;
for (const [index, flags] of passes.entries()) {
  const resultFile = path.join(folder, `result-${index}.json`);
  const code = await run(NODE, ['--experimental-vm-modules', '--no-warnings', jest, '--json', `--outputFile=${resultFile}`, ...flags]);
  const result = JSON.parse(await readFile(resultFile, 'utf8').catch(() => 'null'));
  if (result === null) console.log('jest ended without a result');
  worst = Math.max(worst, code, result === null ? 1 : 0);
  passed += result?.numPassedTests ?? 0;
  // A suite that cannot even be loaded has no failed test, and is a failure all the same.
  failed += result === null ? 1 : result.numFailedTests + result.numRuntimeErrorTestSuites;
}
await rm(folder, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(worst);
