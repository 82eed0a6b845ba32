// Calls that the vendor has billed and the ledger has not booked: their facts are on the way.
import { openDatabase } from '@switchyard/common/postgres';
import type { Bill } from '../compare/compare.js';
import type { RunFile } from '../cluster/local-cluster.js';

interface Tables {
  entries: { attempt_id: string };
}

/** 0 while Postgres cannot be asked: then nobody knows. */
export async function billedButNotBooked(run: RunFile): Promise<number> {
  const database = openDatabase<Tables>({ url: run.postgres, schema: 'ledger', applicationName: 'e2e', poolSizeMax: 1 });
  try {
    const bill = (await (await fetch(`${run.sandbox}/bill`)).json()) as Bill;
    const newest = bill.entries.slice(-200).flatMap(({ attempt_id: id }) => (id === null ? [] : [id]));
    if (newest.length === 0) return 0;
    const rows = await database.db.selectFrom('entries').select('attempt_id').where('attempt_id', 'in', newest).execute();
    const booked = new Set(rows.map(({ attempt_id: id }) => id));
    return newest.filter((id) => !booked.has(id)).length;
  } catch {
    return 0;
  } finally {
    await database.close();
  }
}
