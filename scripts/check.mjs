// make check: all that must be true before a change goes in, cheapest first. Stops at the first step that fails.
import path from 'node:path';
import { checkCharts } from './check/charts.mjs';
import { checkGenerated } from './check/generated.mjs';
import { checkImports } from './check/imports.mjs';
import { checkMutants } from './check/mutants.mjs';
import { checkLockFile } from './check/lock-file.mjs';
import { BIN, NODE, ROOT } from './lib/places.mjs';
import { run, since } from './lib/run.mjs';

const steps = [
  { name: 'lint', run: () => run(path.join(BIN, 'oxlint'), ['--deny-warnings']) },
  { name: 'lock file', run: checkLockFile },
  { name: 'imports', run: checkImports },
  { name: 'mutants', run: checkMutants },
  { name: 'types', run: () => run(path.join(BIN, 'tsc'), ['-b']) },
  { name: 'generated code', run: checkGenerated },
  { name: 'charts', run: checkCharts },
  { name: 'tests', run: () => run(NODE, [path.join(ROOT, 'scripts/test.mjs')]) },
];

for (const step of steps) {
  const startedMs = performance.now();
  console.log(`\n== ${step.name}`);
  const code = await step.run();
  console.log(`== ${step.name}: ${code === 0 ? 'good' : 'FAILED'} (${since(startedMs)})`);
  if (code !== 0) {
    console.error(`make check failed at: ${step.name}`);
    process.exit(code);
  }
}
