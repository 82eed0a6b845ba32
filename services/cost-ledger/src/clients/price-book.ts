// Price versions: fetched once from the catalog, then kept for ever, in memory and in a table, since they never change.
import { fromBinary, toBinary } from '@bufbuild/protobuf';
import type { Catalog } from '@switchyard/proto/catalog/v1/catalog_service';
import { PriceVersionSchema } from '@switchyard/proto/catalog/v1/price';
import { isAppError } from '@switchyard/common/errors';
import type { Client } from '@switchyard/common/grpc';
import { sql, type Database } from '@switchyard/common/postgres';
import { priceVersionOfMessage, type PriceVersion } from '@switchyard/common/rating';
import { priceTimeoutMs } from '../limits.js';
import type { LedgerTables } from '../store/tables.js';

/** Nothing else is asked for: what Postgres or the catalog could choke on would stop the booking of everything. */
const printableId = /^[\x21-\x7e]{1,256}$/;

export class PriceBook {
  readonly #catalog: Pick<Client<typeof Catalog>, 'getPriceVersion'>;
  readonly #database: Database<LedgerTables>;
  readonly #known = new Map<string, PriceVersion>();

  constructor({ catalog, database }: { catalog: Pick<Client<typeof Catalog>, 'getPriceVersion'>; database: Database<LedgerTables> }) {
    this.#catalog = catalog;
    this.#database = database;
  }

  /** Those of the ids that exist. Rejects while the catalog is away: an absent answer is not "no such version". */
  async versions(ids: Iterable<string>): Promise<ReadonlyMap<string, PriceVersion>> {
    const wanted = [...new Set(ids)].filter((id) => printableId.test(id));
    const missing = wanted.filter((id) => !this.#known.has(id));
    if (missing.length > 0) await this.#load(missing);
    return new Map(wanted.flatMap((id) => (this.#known.has(id) ? [[id, this.#known.get(id) as PriceVersion]] : [])));
  }

  async #load(ids: readonly string[]): Promise<void> {
    const stored = await this.#database.db.selectFrom('price_versions').selectAll().where('id', 'in', ids).execute();
    for (const { id, content } of stored) this.#known.set(id, priceVersionOfMessage(fromBinary(PriceVersionSchema, content)));
    for (const id of ids) if (!this.#known.has(id)) await this.#fetch(id);
  }

  async #fetch(id: string): Promise<void> {
    try {
      const { priceVersion } = await this.#catalog.getPriceVersion({ id }, { timeoutMs: priceTimeoutMs });
      if (priceVersion === undefined) return;
      await sql`insert into price_versions values (${id}, ${Buffer.from(toBinary(PriceVersionSchema, priceVersion))}, now()) on conflict (id) do nothing`.execute(this.#database.db);
      this.#known.set(id, priceVersionOfMessage(priceVersion));
    } catch (error) {
      if (!isAppError(error) || error.code !== 'NOT_FOUND') throw error;
    }
  }
}
