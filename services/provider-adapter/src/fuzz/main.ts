// make fuzz: runs each target for a while, and tells how often.
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { startMaterial } from './start-material.js';
import { fuzzTargets, type FuzzTarget } from './targets.js';

const help = `Feeds every provider's mapping and every parser with broken answers, and looks for what breaks them.

  --seconds N   how long each target runs (60)
  --target TEXT only targets with this in their name
  --seed N      replays a finding: the number that it was told with
  --help        this text`;

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' }, target: { type: 'string', default: '' }, seed: { type: 'string' }, help: { type: 'boolean', default: false } } });
const seconds = Number(values.seconds);
const seed = values.seed === undefined ? undefined : Number(values.seed);

if (values.help) {
  console.log(help);
} else if (!(seconds > 0) || Number.isNaN(seed ?? 0)) {
  console.error(`--seconds and --seed are numbers, for example --seconds 60.\n\n${help}`);
  process.exitCode = 2;
} else {
  process.exitCode = await fuzz();
}

async function fuzz(): Promise<number> {
  const targets = (await fuzzTargets(await startMaterial())).filter(({ name }) => name.includes(values.target));
  if (targets.length === 0) {
    console.error(`No target has "${values.target}" in its name.`);
    return 2;
  }
  let findings = 0;
  for (const target of targets) if (!(await isSound(target))) findings += 1;
  console.log(findings === 0 ? `No finding in ${targets.length} targets, ${seconds} s each.` : `${findings} of ${targets.length} targets have a finding.`);
  return findings === 0 ? 0 : 1;
}

async function isSound({ name, property }: FuzzTarget): Promise<boolean> {
  const details = await fc.check(property as fc.IAsyncProperty<unknown>, { numRuns: Number.MAX_SAFE_INTEGER, interruptAfterTimeLimit: seconds * 1_000, ...(seed === undefined ? {} : { seed }) });
  const isFound = details.counterexample !== null;
  console.log(`${name}: ${details.numRuns} runs, ${isFound ? `FOUND, replay it with --seed ${details.seed}\n${fc.defaultReportMessage(details) ?? ''}` : 'no finding'}`);
  return !isFound;
}
