// What health-monitor must not forget: maintenance set by people, and what probes may still cost today.
import { sql, type Database } from '@switchyard/common/postgres';

export interface HealthTables {
  maintenance: { entry: string; reason: string; set_by: string };
  probe_spend: { provider: string; day: string; reserved_picousd: string };
}

export class HealthStore {
  readonly #database: Database<HealthTables>;

  constructor(database: Database<HealthTables>) {
    this.#database = database;
  }

  async maintenance(): Promise<ReadonlySet<string>> {
    const rows = await this.#database.db.selectFrom('maintenance').select('entry').execute();
    return new Set(rows.map(({ entry }) => entry));
  }

  async setMaintenance({ entry, isSet, reason, by }: { entry: string; isSet: boolean; reason: string; by: string }): Promise<void> {
    if (!isSet) {
      await this.#database.db.deleteFrom('maintenance').where('entry', '=', entry).execute();
      return;
    }
    await this.#database.db
      .insertInto('maintenance')
      .values({ entry, reason, set_by: by })
      .onConflict((conflict) => conflict.column('entry').doUpdateSet({ reason, set_by: by }))
      .execute();
  }

  /** Takes room for one probe from the provider's day; false when the day's cap has none left. */
  async reserveProbe({ provider, boundPicoUsd, capPicoUsd }: { provider: string; boundPicoUsd: bigint; capPicoUsd: bigint }): Promise<boolean> {
    if (boundPicoUsd > capPicoUsd) return false;
    const [bound, cap] = [boundPicoUsd.toString(), capPicoUsd.toString()];
    const result = await sql`
      insert into probe_spend as spend (provider, day, reserved_picousd)
      values (${provider}, (now() at time zone 'utc')::date, ${bound}::numeric)
      on conflict (provider, day) do update set reserved_picousd = spend.reserved_picousd + ${bound}::numeric
      where spend.reserved_picousd + ${bound}::numeric <= ${cap}::numeric
      returning provider`.execute(this.#database.db);
    return result.rows.length > 0;
  }
}
