// Advisory locks are numbers in Postgres and names here.
import { createHash } from 'node:crypto';

/** The first 64 bits of a hash: two names of one database meet by chance once in four billion names. */
export function lockKey(schema: string, name: string): bigint {
  return createHash('sha256').update(`${schema}\0${name}`).digest().readBigInt64BE(0);
}
