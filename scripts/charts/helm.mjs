// Runs helm on a copy of the charts: building dependencies writes into a chart, and nothing is to be left in the checkout.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { ROOT } from '../lib/places.mjs';
import { BIN_FOLDER } from '../tools/places.mjs';
import { splitRender } from './split-render.mjs';

export const CHARTS = path.join(ROOT, 'charts');
const EXAMPLES = path.join(CHARTS, 'switchyard/examples');
const OWN_HELM = path.join(BIN_FOLDER, 'helm');
const HELM = existsSync(OWN_HELM) ? OWN_HELM : 'helm';

/** The largest render so far is 60 KiB. */
const OUTPUT_BYTES_MAX = 16 * 1024 * 1024;

/** What helm said, for the person who changed a chart. */
export class HelmError extends Error {}

/** The copied charts with their dependencies in place. `services` are the parts of the umbrella. */
export async function prepareCharts() {
  const folder = await mkdtemp(path.join(tmpdir(), 'switchyard-charts-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    await cp(CHARTS, folder, { recursive: true });
    const umbrella = parse(await readFile(path.join(folder, 'switchyard/Chart.yaml'), 'utf8'));
    const services = umbrella.dependencies.map(({ name }) => name);
    // All are waited for, also when one fails: another that still wrote would bring the removed folder back.
    const built = await Promise.allSettled(services.map((service) => buildDependencies(folder, service)));
    for (const { reason } of built) if (reason !== undefined) throw reason;
    // It packs the others with what they depend on, so it comes after them.
    await buildDependencies(folder, 'switchyard');
    return { folder, services, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** From Chart.lock, which fails if Chart.yaml has changed since. What a checkout has built for itself is not looked at. */
async function buildDependencies(folder, chart) {
  await rm(path.join(folder, chart, 'charts'), { recursive: true, force: true });
  await helm(folder, ['dependency', 'build', chart]);
}

export async function lint({ folder, services }) {
  const charts = ['common', ...services, 'switchyard'];
  const answers = await Promise.all(charts.map((chart) => helm(folder, ['lint', '--strict', '--quiet', chart]).then(() => [], (error) => [error.message])));
  console.log(`helm lint --strict: ${charts.length} charts`);
  return answers.flat();
}

/** Every example, and one case that turns all options on and is not committed as rendered: `rendered` is where that lies. */
export async function listCases() {
  const entries = await readdir(EXAMPLES, { withFileTypes: true });
  const examples = entries.filter((entry) => entry.isDirectory()).map(({ name }) => {
    const folder = path.join(EXAMPLES, name);
    return { name, values: path.join(folder, 'values.yaml'), rendered: path.join(folder, 'rendered') };
  });
  return [...examples, { name: 'every-option', values: path.join(import.meta.dirname, 'every-option.yaml'), rendered: undefined }];
}

/** As it would be installed, under the case's name. */
export async function renderCase({ folder }, { name, values }) {
  return splitRender(await helm(folder, ['template', name, 'switchyard', '--namespace', 'switchyard', '--values', values]));
}

async function helm(cwd, args) {
  try {
    const { stdout } = await promisify(execFile)(HELM, args, { cwd, maxBuffer: OUTPUT_BYTES_MAX });
    return stdout;
  } catch (error) {
    if (error.code === 'ENOENT') throw new HelmError('helm is not there: run npm run tools -- --only helm', { cause: error });
    const said = `${error.stdout ?? ''}${error.stderr || error.message}`.trim();
    throw new HelmError(`helm ${args.join(' ')}: ${said}`, { cause: error });
  }
}
