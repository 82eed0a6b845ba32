// The tables of schema catalog as TypeScript sees them.
import type { ColumnType, Database, GeneratedAlways } from '@switchyard/common/postgres';

/** Written as text, so that no JSON library in between touches numbers. */
type Json = ColumnType<unknown, string, never>;

export interface CatalogTables {
  revisions: { revision: bigint; made_at: Date; made_by: string; comment: string; differences: string[]; content_hash: string; content: Json };
  price_versions: { sequence: GeneratedAlways<bigint>; id: string; model: string; valid_from: Date; revision: bigint; content: Json };
}

export type CatalogDatabase = Database<CatalogTables>;
