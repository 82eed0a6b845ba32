// The ledger's configuration, from its environment.
import { readEnv, type Env } from '@switchyard/common/config';
import { readAddress, readRuntimeConfig, type RuntimeConfig } from '@switchyard/common/runtime';
import { holdSuspectAfterDefaultMs, witnessWaitDefaultMs } from './limits.js';

export interface CostLedgerConfig {
  readonly runtime: RuntimeConfig;
  readonly databaseUrl: string;
  readonly catalogAddress: string;
  /** How long an attempt that only the router reports is waited for. */
  readonly witnessWaitMs: number;
  /** Past its deadline by this much, a hold is suspect. */
  readonly holdSuspectAfterMs: number;
}

export function loadConfig(env: Env): CostLedgerConfig {
  return readEnv(env, (read) => ({
    runtime: readRuntimeConfig(read, 'cost-ledger'),
    databaseUrl: read.url('DATABASE_URL', { example: 'postgres://ledger:secret@postgres:5432/switchyard' }),
    catalogAddress: readAddress(read, 'CATALOG_ADDRESS', 'catalog'),
    witnessWaitMs: read.durationMs('LEDGER_WITNESS_WAIT_MS', { default: witnessWaitDefaultMs }),
    holdSuspectAfterMs: read.durationMs('HOLD_SUSPECT_AFTER_MS', { default: holdSuspectAfterDefaultMs }),
  }));
}
