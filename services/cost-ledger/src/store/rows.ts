// Many rows in one statement: they travel as one JSON text, whose numbers are text, so that nothing is rounded.
import { sql, type RawBuilder } from '@switchyard/common/postgres';

export type Cell = string | number | boolean | bigint | Date | Uint8Array | null | readonly Cell[] | Readonly<Record<string, string>>;

/** `table` as a set of rows: use in `insert into t select * from ${rowsOf('t', rows)}`. Every column must be named in each row. */
export function rowsOf(table: string, rows: readonly object[]): RawBuilder<unknown> {
  return sql`json_populate_recordset(null::${sql.ref(table)}, ${jsonOf(rows)}::json)`;
}

export function jsonOf(value: unknown): string {
  return JSON.stringify(value, (_key, cell: unknown) => (typeof cell === 'bigint' ? cell.toString() : cell));
}

/** bytea in its hex form. */
export function hexOf(bytes: Uint8Array): string {
  return `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`;
}
