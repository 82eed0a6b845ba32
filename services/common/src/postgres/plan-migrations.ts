// Compares the migrations a release brings with those a database has seen. Pure.
import type { Migration } from './migration.js';
import { hashMigration } from './migration.js';

export interface AppliedMigration {
  readonly name: string;
  readonly sha256: string;
}

/**
 * Returns what is still to run, in order. Throws if an applied one was edited, or a new one is older than an applied one:
 * then this database and a fresh one would not become the same. Applied ones that the release does not know are those of
 * a newer release, and fine: old pods run beside it during a rollout.
 */
export function planMigrations(migrations: readonly Migration[], applied: readonly AppliedMigration[]): readonly Migration[] {
  const hashes = new Map(applied.map(({ name, sha256 }) => [name, sha256]));
  const pending = migrations.filter((migration) => !hashes.has(migration.name));
  for (const migration of migrations) {
    const hash = hashes.get(migration.name);
    if (hash !== undefined && hash !== hashMigration(migration)) {
      throw new Error(`The migration ${migration.name} was edited after this database had run it; undo the edit and write a further migration`);
    }
  }
  const known = new Set(migrations.map(({ name }) => name));
  const newest = applied.map(({ name }) => name).filter((name) => known.has(name)).sort().at(-1) ?? '';
  const late = pending.find(({ name }) => name < newest);
  if (late !== undefined) {
    throw new Error(`The migration ${late.name} is older than ${newest}, which this database has run already; give it a later time`);
  }
  return pending;
}
