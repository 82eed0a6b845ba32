// One Postgres for all workers of a jest run, started by whoever needs it first.
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbeddedPostgres } from '../postgres/embedded/index.js';
import { POLL_MS, SHARED_POSTGRES_TIMEOUT_MS } from './limits.js';
import { registerProcess, testRunFolder } from './test-run.js';

type Outcome = { readonly url: string } | { readonly failure: string };

/** The URL of its server; TEST_DATABASE_URL if that is set, whose role must be allowed to create databases. */
export async function sharedPostgresUrl(): Promise<string> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given !== undefined && given !== '') return given;
  const run = testRunFolder();
  const outcomeFile = path.join(run, 'postgres.json');
  // Making a folder either succeeds or says that somebody was first: a lock without any library.
  const isFirst = await mkdir(path.join(run, 'postgres.lock')).then(() => true, () => false);
  if (isFirst) await tellOutcome(outcomeFile, await start(path.join(run, 'postgres')));
  const outcome = await untilTold(outcomeFile);
  if ('failure' in outcome) throw new Error(outcome.failure);
  return outcome.url;
}

async function start(directory: string): Promise<Outcome> {
  try {
    const { url, pid } = await startEmbeddedPostgres({ directory, database: 'postgres', isDurable: false, outlivesUs: true });
    await registerProcess(pid, 'postgres');
    return { url };
  } catch (error) {
    return { failure: (error as Error).message };
  }
}

/** Renamed when whole, so that nobody reads half of it. */
async function tellOutcome(file: string, outcome: Outcome): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(outcome), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

async function untilTold(file: string): Promise<Outcome> {
  const deadlineMs = performance.now() + SHARED_POSTGRES_TIMEOUT_MS;
  while (performance.now() < deadlineMs) {
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text !== undefined) return JSON.parse(text) as Outcome;
    await sleep(POLL_MS);
  }
  throw new Error(`The Postgres of this test run was not up within ${SHARED_POSTGRES_TIMEOUT_MS} ms`);
}
