// make mutants: breaks a copy of the checkout on purpose, one small sabotage of services/e2e/mutants at a time, and expects
// the test that each names to notice. A test that was never seen red does not count.
//
// Arguments are the names of patches to run; all of them without.
import { copyCheckout, patchFault } from './mutants/copy-checkout.mjs';
import { readMutants } from './mutants/read-mutants.mjs';
import { runSuites } from './mutants/run-suites.mjs';
import { since } from './lib/run.mjs';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => stop.abort(new Error(`stopped by ${signal}`)));

const startedMs = performance.now();
const mutants = await readMutants(process.argv.slice(2));
const suites = [...new Set(mutants.map(({ suite }) => suite))];
const copy = await copyCheckout();
let survivors = 0;
try {
  console.log(`${mutants.length} mutants, ${suites.length} suites`);
  const sound = await runSuites(copy.folder, suites, stop.signal);
  if (sound.trouble !== undefined || sound.failed.length > 0) throw new Error(`Unbroken, the suites are not green: ${sound.trouble ?? sound.failed.join('; ')}`);
  console.log(`unbroken: ${sound.passed.length} tests passed (${since(startedMs)})\n`);
  const width = Math.max(...mutants.map(({ name }) => name.length));
  for (const mutant of mutants) {
    const beganMs = performance.now();
    const verdict = sound.passed.includes(mutant.test) ? await judge(mutant) : 'SURVIVED: no test of its suite has that name';
    if (!verdict.startsWith('caught')) survivors += 1;
    console.log(`${mutant.name.padEnd(width)}  ${verdict} (${since(beganMs)})\n${''.padEnd(width)}  ${mutant.broken}\n${''.padEnd(width)}  ${mutant.test}`);
  }
} catch (error) {
  console.error(error.message);
  survivors += 1;
} finally {
  await copy.remove();
}
console.log(`\n${survivors === 0 ? `All ${mutants.length} mutants were caught` : `${survivors} of ${mutants.length} mutants were not caught`} (${since(startedMs)})`);
process.exit(survivors === 0 ? 0 : 1);

/** One word and why. Only `caught` is good. */
async function judge({ file, suite, test }) {
  const fault = patchFault(copy.folder, file);
  if (fault !== undefined) return `DOES NOT APPLY: ${fault}`;
  try {
    const { trouble, failed } = await runSuites(copy.folder, [suite], stop.signal);
    if (trouble !== undefined) return `DOES NOT RUN: ${trouble}`;
    if (failed.length === 0) return 'SURVIVED: its suite is green';
    if (!failed.includes(test)) return `SURVIVED: its test is green, red are ${failed.join('; ')}`;
    return failed.length === 1 ? 'caught by its test alone' : `caught by its test and ${failed.length - 1} more`;
  } finally {
    patchFault(copy.folder, file, { isReverse: true });
  }
}
