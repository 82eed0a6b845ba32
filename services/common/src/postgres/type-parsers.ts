// Which JavaScript value a column becomes: exact or text, never a rounded one.
//
//   int8                 bigint          count(*) and sum(int4) too
//   numeric              string          exact decimal text; numericToBigint for whole ones. sum(int8) is numeric
//   date, timestamp      string          they have no zone, and a Date would invent one
//   timestamptz          Date
import pg from 'pg';

const INT8 = 20;
const INT8_ARRAY = 1016;
const NUMERIC_ARRAY = 1231;
const DATE = 1082;
const TIMESTAMP = 1114;
const TEXT_ARRAY = 1009;

const asText = (text: string): string => text;
// pg's table of type names leaves the array types out.
const parseTextArray = pg.types.getTypeParser(TEXT_ARRAY as never, 'text') as unknown as (text: string) => (string | null)[];

const PARSERS: ReadonlyMap<number, (text: string) => unknown> = new Map<number, (text: string) => unknown>([
  [INT8, BigInt],
  [INT8_ARRAY, (text) => parseTextArray(text).map((entry) => (entry === null ? null : BigInt(entry)))],
  [NUMERIC_ARRAY, parseTextArray],
  [DATE, asText],
  [TIMESTAMP, asText],
]);

/** For `new pg.Pool({ types })`. Of these connections only: pg's own table is shared by the whole process. */
export const exactTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => PARSERS.get(oid) ?? pg.types.getTypeParser(oid, format),
} as pg.CustomTypesConfig;

/** The bigint of a whole numeric such as `12` or `12.000`. Throws on a fraction: it would be lost without a word. */
export function numericToBigint(text: string): bigint {
  const match = /^(-?[0-9]+)(?:\.0*)?$/.exec(text);
  if (match?.[1] === undefined) throw new RangeError(`The numeric ${text} is not a whole number`);
  return BigInt(match[1]);
}
