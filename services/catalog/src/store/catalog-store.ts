// Revisions and prices in Postgres. Changes are made one at a time over all replicas, each on the newest revision.
import { fromJson, toJsonString, type JsonValue } from '@bufbuild/protobuf';
import { SnapshotSchema } from '@switchyard/proto/catalog/v1/catalog_service';
import { PriceVersionSchema, type PriceVersion } from '@switchyard/proto/catalog/v1/price';
import { timestampDate } from '@bufbuild/protobuf/wkt';
import { AppError, Reason } from '@switchyard/common/errors';
import { orUnavailable, type Kysely, type Transaction } from '@switchyard/common/postgres';
import { contentOf, snapshotOf, type Content } from '../domain/content.js';
import { PriceBook } from '../domain/price-book.js';
import type { CatalogDatabase, CatalogTables } from './tables.js';

export interface StoredRevision {
  readonly revision: bigint;
  readonly madeAtMs: number;
  readonly content: Content;
}

export interface StoredCatalog extends StoredRevision {
  readonly book: PriceBook;
}

export interface RevisionLine {
  readonly revision: bigint;
  readonly madeAtMs: number;
  readonly madeBy: string;
  readonly comment: string;
  readonly differences: readonly string[];
}

/** What a change leads to; undefined writes nothing. */
export interface Written {
  readonly content: Content;
  readonly addedPrices: readonly PriceVersion[];
  readonly differences: readonly string[];
  readonly madeBy: string;
  readonly comment: string;
  readonly contentHash: string;
}

/** What a change is decided on, read under the lock. */
export interface ChangeBasis extends StoredCatalog {
  /** The newest revision that came from a file. */
  readonly lastFile: { readonly revision: bigint; readonly contentHash: string } | undefined;
  /** An older revision, if there is one of that number. */
  older(revision: bigint): Promise<StoredRevision | undefined>;
}

export class CatalogStore {
  readonly #database: CatalogDatabase;
  readonly #now: () => number;

  constructor({ database, now }: { database: CatalogDatabase; now: () => number }) {
    this.#database = database;
    this.#now = now;
  }

  async readRevision(): Promise<bigint> {
    const { revision } = await orUnavailable(this.#database.db.selectFrom('revisions').select((select) => select.fn.max('revision').as('revision')).executeTakeFirstOrThrow());
    return revision;
  }

  /** The newest revision and all prices, of one moment. */
  readNewest(): Promise<StoredCatalog> {
    return orUnavailable(this.#database.transaction(readNewest, { isolation: 'repeatable read' }));
  }

  async readOlder(revision: bigint): Promise<StoredRevision | undefined> {
    return orUnavailable(readRevisionRow(this.#database.db, revision));
  }

  async readPriceVersion(id: string): Promise<PriceVersion | undefined> {
    const row = await orUnavailable(this.#database.db.selectFrom('price_versions').select('content').where('id', '=', id).executeTakeFirst());
    return row === undefined ? undefined : priceOf(row.content);
  }

  /** Newest first; one line more than `size`, if there is one. */
  async listRevisions({ size, before }: { size: number; before: bigint | undefined }): Promise<RevisionLine[]> {
    let query = this.#database.db.selectFrom('revisions').select(['revision', 'made_at', 'made_by', 'comment', 'differences']).orderBy('revision', 'desc').limit(size + 1);
    if (before !== undefined) query = query.where('revision', '<', before);
    const rows = await orUnavailable(query.execute());
    return rows.map(({ revision, made_at: madeAt, made_by: madeBy, comment, differences }) => ({ revision, madeAtMs: madeAt.getTime(), madeBy, comment, differences }));
  }

  /** Decides on the newest revision and writes the next one, with nobody in between. Returns the newest revision afterwards. */
  change(decide: (basis: ChangeBasis) => Promise<Written | undefined>): Promise<bigint> {
    return orUnavailable(
      this.#database.withAdvisoryLock('change', async (work) => {
        const newest = await readNewest(work);
        const lastFile = await work.selectFrom('revisions').select(['revision', 'content_hash as contentHash']).where('content_hash', '<>', '').orderBy('revision', 'desc').limit(1).executeTakeFirst();
        const written = await decide({ ...newest, lastFile, older: (revision) => readRevisionRow(work, revision) });
        if (written === undefined) return newest.revision;
        const revision = newest.revision + 1n;
        await this.#insert(work, revision, written);
        return revision;
      }),
    );
  }

  async #insert(work: Transaction<CatalogTables>, revision: bigint, { content, addedPrices, differences, madeBy, comment, contentHash }: Written): Promise<void> {
    const madeAtMs = this.#now();
    const text = toJsonString(SnapshotSchema, snapshotOf(content, { revision, madeAtMs }));
    await work
      .insertInto('revisions')
      .values({ revision, made_at: new Date(madeAtMs), made_by: madeBy, comment, differences: [...differences], content_hash: contentHash, content: text })
      .execute();
    for (const version of addedPrices) {
      if (version.validFrom === undefined) throw new AppError(Reason.INTERNAL, 'A price version has no beginning.');
      await work
        .insertInto('price_versions')
        .values({ id: version.id, model: version.model, valid_from: timestampDate(version.validFrom), revision, content: toJsonString(PriceVersionSchema, version) })
        .execute();
    }
  }
}

async function readNewest(work: Transaction<CatalogTables>): Promise<StoredCatalog> {
  const row = await work.selectFrom('revisions').select(['revision', 'made_at', 'content']).orderBy('revision', 'desc').limit(1).executeTakeFirstOrThrow();
  const prices = await work.selectFrom('price_versions').select('content').orderBy('sequence').execute();
  return { ...revisionOf(row), book: new PriceBook(prices.map(({ content }) => priceOf(content))) };
}

async function readRevisionRow(db: Kysely<CatalogTables>, revision: bigint): Promise<StoredRevision | undefined> {
  const row = await db.selectFrom('revisions').select(['revision', 'made_at', 'content']).where('revision', '=', revision).executeTakeFirst();
  return row === undefined ? undefined : revisionOf(row);
}

function revisionOf({ revision, made_at: madeAt, content }: { revision: bigint; made_at: Date; content: unknown }): StoredRevision {
  return { revision, madeAtMs: madeAt.getTime(), content: contentOf(fromJson(SnapshotSchema, content as JsonValue, { ignoreUnknownFields: true })) };
}

function priceOf(content: unknown): PriceVersion {
  return fromJson(PriceVersionSchema, content as JsonValue, { ignoreUnknownFields: true });
}
