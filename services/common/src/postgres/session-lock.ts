// A lock that is held as long as a connection lives: how replicas agree on one leader.
import pg from 'pg';
import type { ConnectionOptions } from './connection-options.js';
import { clientConfig } from './connection-options.js';
import { LOCK_HEARTBEAT_MS, LOCK_HEARTBEAT_TIMEOUT_MS } from './limits.js';
import { lockKey } from './lock-key.js';

export interface SessionLock {
  /** Resolves, and never rejects, when the lock was lost without a release: somebody else may hold it already. */
  readonly lost: Promise<Error>;
  readonly isHeld: boolean;
  release(): Promise<void>;
}

/** Takes the lock and a connection of its own, or returns undefined if another session holds it. */
export async function trySessionLock(options: ConnectionOptions, name: string): Promise<SessionLock | undefined> {
  const client = new pg.Client({ ...clientConfig(options), query_timeout: LOCK_HEARTBEAT_TIMEOUT_MS });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [lockKey(options.schema, name)]);
    if (rows[0]?.held === true) return holdLock(client, name);
    await client.end();
    return undefined;
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
}

/**
 * A connection whose other end has vanished says nothing, so it is asked at every heartbeat. A holder that cannot be
 * reached thinks it holds the lock for a few seconds too long: what it does must bear that.
 */
function holdLock(client: pg.Client, name: string): SessionLock {
  const { promise: lost, resolve } = Promise.withResolvers<Error>();
  let state: 'held' | 'lost' | 'released' = 'held';
  const heartbeat = setInterval(() => void client.query('select 1').catch(lose), LOCK_HEARTBEAT_MS);
  heartbeat.unref();
  client.on('error', lose);
  client.on('end', () => lose(undefined));

  function lose(cause: unknown): void {
    if (state !== 'held') return;
    state = 'lost';
    clearInterval(heartbeat);
    resolve(new Error(`The lock ${name} was lost with its connection`, { cause }));
    void client.end().catch(() => {});
  }

  return {
    lost,
    get isHeld() {
      return state === 'held';
    },
    async release() {
      if (state !== 'held') return;
      state = 'released';
      clearInterval(heartbeat);
      await client.end();
    },
  };
}
