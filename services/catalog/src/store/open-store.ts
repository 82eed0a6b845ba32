// Opens schema catalog and brings it up to date.
import { migrate, openDatabase } from '@switchyard/common/postgres';
import { databaseWaitMs } from '../limits.js';
import { firstTables } from './migrations/20261121T110500-first-tables.js';
import type { CatalogDatabase, CatalogTables } from './tables.js';

export function openStore({ url, instance }: { url: string; instance: string }): CatalogDatabase {
  return openDatabase<CatalogTables>({ url, schema: 'catalog', applicationName: instance });
}

/** Rejects when Postgres does not answer in time. */
export async function prepareStore(database: CatalogDatabase, signal?: AbortSignal): Promise<void> {
  await database.untilReachable({ timeoutMs: databaseWaitMs, signal });
  await migrate(database, [firstTables]);
}
