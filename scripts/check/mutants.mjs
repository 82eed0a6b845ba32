// The step of make check that every sabotage of services/e2e/mutants still fits the source: one that no longer applies
// proves nothing, and make mutants, which would say so, runs for minutes.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { patchFault } from '../mutants/copy-checkout.mjs';
import { readMutants } from '../mutants/read-mutants.mjs';
import { ROOT } from '../lib/places.mjs';

export async function checkMutants() {
  const mutants = await readMutants([]);
  const faults = mutants.flatMap(({ name, file, suite }) => {
    const fault = patchFault(ROOT, file, { isCheck: true });
    if (fault !== undefined) return [`${name}: ${fault.split('\n')[0]}`];
    return existsSync(path.join(ROOT, `${suite.replace(/\.test$/, '')}.test.ts`)) ? [] : [`${name}: there is no suite ${suite}.test.ts`];
  });
  if (faults.length === 0) return 0;
  console.error(`These no longer fit the source; write them anew:\n${faults.map((line) => `  ${line}`).join('\n')}`);
  return 1;
}
