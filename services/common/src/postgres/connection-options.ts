// The settings every connection of a service starts with.
import type pg from 'pg';
import { CONNECT_TIMEOUT_MS, IDLE_IN_TRANSACTION_TIMEOUT_MS, QUERY_GRACE_MS, STATEMENT_TIMEOUT_MS } from './limits.js';
import { exactTypes } from './type-parsers.js';

export interface ConnectionOptions {
  /** postgres://user:password@host:port/database */
  readonly url: string;
  /** The schema that this service owns. It is the whole search_path, so statements name no schema. */
  readonly schema: string;
  /** Shown in pg_stat_activity. */
  readonly applicationName: string;
  /** 0 is none. */
  readonly statementTimeoutMs?: number;
}

/** Postgres forgets a client that vanished, and with it its locks, after 25 s and not after the two hours that Linux takes. */
const SERVER_KEEPALIVE = '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3';

const SCHEMA_NAME = /^[a-z_][a-z0-9_]{0,62}$/;

export function clientConfig({ url, schema, applicationName, statementTimeoutMs = STATEMENT_TIMEOUT_MS }: ConnectionOptions): pg.ClientConfig {
  if (!SCHEMA_NAME.test(schema)) throw new TypeError(`The schema name ${JSON.stringify(schema)} must match ${SCHEMA_NAME.source}`);
  return {
    connectionString: url,
    application_name: applicationName,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: statementTimeoutMs,
    query_timeout: statementTimeoutMs === 0 ? undefined : statementTimeoutMs + QUERY_GRACE_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    keepAlive: true,
    options: `-c search_path=${schema} -c timezone=UTC ${SERVER_KEEPALIVE}`,
    types: exactTypes,
  };
}
