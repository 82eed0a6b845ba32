// Opens schema credential and brings it up to date.
import { migrate, openDatabase } from '@switchyard/common/postgres';
import { databaseWaitMs } from '../limits.js';
import { firstTables } from './migrations/20261121T105500-first-tables.js';
import type { CredentialDatabase, CredentialTables } from './tables.js';

export function openStore({ url, instance }: { url: string; instance: string }): CredentialDatabase {
  return openDatabase<CredentialTables>({ url, schema: 'credential', applicationName: instance });
}

/** Rejects when Postgres does not answer in time. */
export async function prepareStore(database: CredentialDatabase, signal?: AbortSignal): Promise<void> {
  await database.untilReachable({ timeoutMs: databaseWaitMs, signal });
  await migrate(database, [firstTables]);
}
