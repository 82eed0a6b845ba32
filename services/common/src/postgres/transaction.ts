// Transactions that are tried again when another one was in the way.
import type { IsolationLevel, Kysely, Transaction } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import { isConflict } from './errors.js';
import { TRANSACTION_BACKOFF_BASE_MS, TRANSACTION_BACKOFF_CAP_MS, TRANSACTION_TRIES_MAX } from './limits.js';

export interface TransactionOptions {
  readonly isolation?: IsolationLevel;
  readonly triesMax?: number;
}

/**
 * Runs `work` in a transaction and returns what it returns. After a serialization failure or a deadlock everything in it
 * is undone and `work` runs again, so it must touch nothing but the transaction. Other errors are thrown at once, a lost
 * connection too: it could have been lost after the commit.
 */
export async function runTransaction<Tables, T>(
  db: Kysely<Tables>,
  work: (transaction: Transaction<Tables>) => Promise<T>,
  { isolation = 'read committed', triesMax = TRANSACTION_TRIES_MAX }: TransactionOptions = {},
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await db.transaction().setIsolationLevel(isolation).execute(work);
    } catch (error) {
      if (tries >= triesMax || !isConflict(error)) throw error;
      const ceilingMs = Math.min(TRANSACTION_BACKOFF_CAP_MS, TRANSACTION_BACKOFF_BASE_MS * 2 ** tries);
      await sleep(Math.random() * ceilingMs);
    }
  }
}
