// make bench: measures both doors against the sandbox and writes the figures to deploy/bench/results.
//
//   --quick            one short iteration, printed and not written
//   --rates 50,200     other rates, ascending
//   --targets grpc-plain,http-plain
//   --no-profile       leave out the CPU profile
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measureMs, warmUpMs } from './limits.js';
import { startGenerator } from './load/generator-process.js';
import { readOptions } from './options.js';
import { machineClass, machineOf } from './report/machine.js';
import { figures, hotPath, writeReport } from './report/write-report.js';
import { measureAll, type Measured } from './run/measure.js';
import { profileRun } from './run/profile-run.js';
import { startRun } from './run/start-run.js';

const options = readOptions(process.argv.slice(2));
const times = options.isQuick ? { warmUpMs: 500, measureMs: 2_000 } : { warmUpMs, measureMs };
const show = (measured: Measured): void => void process.stdout.write(`${figures(measured).map((cell) => cell.padEnd(11)).join(' ')} lag ${measured.load.generatorLagMs.toFixed(1)} ${JSON.stringify(measured.load.errors)}\n`);

process.stdout.write('Starting a run of its own …\n');
const run = await startRun({ isSingle: options.isQuick, profilesTo: undefined });
const generator = startGenerator();
let measured: Measured[];
try {
  measured = await measureAll({ run, generator, targets: options.targets, rates: options.rates, ...times, onMeasured: show });
} finally {
  await generator.close();
  await run.stop();
}
const [target] = options.targets;
const requestsPerSecond = measured.filter((one) => one.target === target && one.isBorne).at(-1)?.requestsPerSecond;
const isProfiled = !options.isQuick && options.hasProfile && target !== undefined && requestsPerSecond !== undefined;
const profile = isProfiled ? { target, requestsPerSecond, lines: await profileRun({ target, requestsPerSecond, ...times, of: hotPath, count: 10 }) } : undefined;

const machine = machineOf();
const date = new Date().toISOString().slice(0, 10);
const page = writeReport({ date, machine, isSingle: options.isQuick, measured, profile });
process.stdout.write(`\n${page}`);
if (!options.isQuick) {
  const folder = fileURLToPath(new URL('../results', import.meta.url));
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${date}-${machineClass(machine)}.md`);
  await writeFile(file, page);
  process.stdout.write(`Written to deploy/bench/results/${date}-${machineClass(machine)}.md\n`);
}
