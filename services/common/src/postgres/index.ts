// Postgres for services: a typed pool over one schema, migrations, locks, and which errors pass by themselves.
export { sql } from 'kysely';
export type { ColumnType, Expression, ExpressionBuilder, Generated, GeneratedAlways, Insertable, IsolationLevel, JSONColumnType, Kysely, RawBuilder, Selectable, SqlBool, Transaction, Updateable } from 'kysely';
export { openDatabase } from './database.js';
export type { Database, DatabaseOptions } from './database.js';
export { isConflict, isTransient, isUniqueViolation, sqlStateOf } from './errors.js';
export { orUnavailable } from './or-unavailable.js';
export { migrate } from './migrate.js';
export type { Migration } from './migration.js';
export type { SessionLock } from './session-lock.js';
export type { TransactionOptions } from './transaction.js';
export { numericToBigint } from './type-parsers.js';
