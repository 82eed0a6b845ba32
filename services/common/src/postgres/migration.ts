// One step of a schema, and what a list of them must fulfil.
import { createHash } from 'node:crypto';

/** Frozen once released: what ran somewhere is never edited, a mistake is mended by the next migration. */
export interface Migration {
  /** UTC time of writing and a slug, `20261121T101500-first-tables`: the order of names is the order of running. */
  readonly name: string;
  /** Plain SQL, several statements if need be, run in one transaction. Unqualified names fall into the service's schema. */
  readonly sql: string;
}

const NAME = /^[0-9]{8}T[0-9]{6}-[a-z0-9]+(-[a-z0-9]+)*$/;

/** Throws if a name has not its shape, or the list is not in the order of its names. */
export function checkMigrations(migrations: readonly Migration[]): void {
  migrations.forEach(({ name }, index) => {
    if (!NAME.test(name)) throw new Error(`The migration ${JSON.stringify(name)} must be named like 20261121T101500-first-tables`);
    const before = migrations[index - 1]?.name;
    if (before !== undefined && before >= name) throw new Error(`The migration ${name} must come before ${before}, or have a later time`);
  });
}

export function hashMigration({ sql }: Migration): string {
  return createHash('sha256').update(sql).digest('hex');
}
