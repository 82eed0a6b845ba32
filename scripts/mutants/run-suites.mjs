// Builds what some suites need in a copy of the checkout, runs them there, and tells which tests were green and which red.
import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { BIN, NODE } from '../lib/places.mjs';

/** A mutant may hang its suite; that is found out, and is no proof. */
const SUITES_TIMEOUT_MS = 180_000;
const SHOWN_CHARACTERS = 600;

/** `trouble` is set when there is no result: it does not compile, or did not end. Suites are paths from the root without .ts. */
export async function runSuites(folder, suites, signal) {
  const packages = [...new Set(suites.map((suite) => suite.split('/').slice(0, 2).join('/')))];
  const built = await run(folder, path.join(BIN, 'tsc'), ['-b', ...packages], signal);
  if (built.code !== 0) return { passed: [], failed: [], trouble: `it does not compile: ${built.output}` };
  const result = path.join(folder, 'result.json');
  await rm(result, { force: true });
  const patterns = suites.map((suite) => `/${suite.replace('/src/', '/dist/').replace(/\.test$/, '').replaceAll('.', '\\.')}\\.test\\.js$`);
  const jest = path.join(folder, 'node_modules/jest/bin/jest.js');
  const ran = await run(folder, NODE, ['--experimental-vm-modules', '--no-warnings', jest, '--json', `--outputFile=${result}`, '--testPathPatterns', patterns.join('|')], signal);
  const text = await readFile(result, 'utf8').catch(() => undefined);
  if (text === undefined) return { passed: [], failed: [], trouble: `jest gave no result: ${ran.output}` };
  const report = JSON.parse(text);
  const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  const named = (status) => tests.filter((test) => test.status === status).map(({ fullName }) => fullName);
  const broken = report.testResults.find(({ assertionResults, status }) => status === 'failed' && assertionResults.length === 0);
  return { passed: named('passed'), failed: named('failed'), trouble: broken === undefined ? undefined : `a suite cannot be loaded: ${broken.message.slice(-SHOWN_CHARACTERS)}` };
}

function run(cwd, program, args, signal) {
  signal.throwIfAborted();
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], timeout: SUITES_TIMEOUT_MS, env: { ...process.env, PATH: [BIN, process.env.PATH].join(path.delimiter) } });
  let output = '';
  const take = (chunk) => void (output = (output + chunk).slice(-SHOWN_CHARACTERS));
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const onAbort = () => void child.kill('SIGTERM');
  signal.addEventListener('abort', onAbort, { once: true });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      signal.removeEventListener('abort', onAbort);
      if (signal.aborted) reject(signal.reason);
      else resolve({ code: code ?? 1, output });
    });
  });
}
