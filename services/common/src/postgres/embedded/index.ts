// The embedded Postgres: for the one-process runner and for tests, never for production.
export type { EmbeddedPostgres } from './embedded-postgres.js';
export { ensureDatabase } from './ensure-database.js';
export { probePort } from './free-port.js';
export { removePlaces } from './places.js';
export { startEmbeddedPostgres } from './start-embedded-postgres.js';
export type { EmbeddedPostgresOptions } from './start-embedded-postgres.js';
