// Loads each service's own config from the environment that its chart gives, and compares the names: what a chart says
// and nobody reads is a typing mistake, and what is read and no chart can say cannot be set in a cluster.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ROOT } from '../lib/places.mjs';
import { CHARTS } from './helm.mjs';
import { environmentOf, listWorkloads } from './workloads.mjs';

/** Read, and rightly not to be set in a cluster. */
const NOT_IN_CLUSTERS = {
  IN_PROCESS: 'each service has a process of its own',
};

/** `renders` are all cases: what one of them leaves out, another says. */
export async function checkEnvironment(renders, { services }) {
  const found = await Promise.all(services.map((service) => checkService(service, renders)));
  return found.flat();
}

async function checkService(service, renders) {
  const settable = new Set(await listConfigNames(service));
  const read = new Set();
  const problems = [];
  for (const { name: example, objects } of renders) {
    const workload = listWorkloads(objects).find((other) => other.service === service);
    const env = workload === undefined ? {} : environmentOf(workload, objects);
    Object.keys(env).forEach((name) => settable.add(name));
    const watched = new Proxy(env, { get: (target, name) => (read.add(name), target[name]) });
    await startWith(service, watched).catch((error) => problems.push(`${example}: ${service}: does not start with the environment of its chart. ${error.message}`));
  }
  // What is wrong already would only be told once more by the names.
  if (problems.length > 0) return problems;
  const unread = [...settable].filter((name) => !read.has(name));
  const unsettable = [...read].filter((name) => !settable.has(name) && !(name in NOT_IN_CLUSTERS));
  return [
    ...unread.map((name) => `${service}: ${name} is in the chart, and the service does not read it`),
    ...unsettable.map((name) => `${service}: reads ${name}, which its chart neither sets nor has under config in values.schema.json`),
  ];
}

/** Runs the service as its main.ts does, up to the moment when it would open something. Throws what the service would say. */
async function startWith(service, env) {
  const { loadConfig } = await import(path.join(ROOT, 'services', service, 'dist/config.js'));
  const { runService } = await import(path.join(ROOT, 'services/common/dist/lifecycle/index.js'));
  const listeners = new Map();
  const said = [];
  const host = { env, on: (event, listener) => listeners.set(event, listener), off: () => {}, exit: () => {}, writeError: (line) => said.push(line) };
  let hasStarted = false;
  const start = async () => {
    hasStarted = true;
    listeners.get('SIGTERM')();
  };
  await runService({ name: service, loadConfig, start }, { host });
  if (!hasStarted) throw new Error(said.join('').trim());
}

async function listConfigNames(service) {
  const schema = JSON.parse(await readFile(path.join(CHARTS, service, 'values.schema.json'), 'utf8'));
  return Object.keys(schema.properties.config.properties);
}
