// Goal: a mistake in the environment is told by name, and what is not set has its default.
import { describe, expect, it } from '@jest/globals';
import { loadConfig } from './config.js';

const inProcess = { IN_PROCESS: 'true', DATABASE_URL: 'postgres://localhost/ledger', NATS_URL: 'embedded://dev' };

describe('loadConfig', () => {
  it('takes the defaults of one process', () => {
    expect(loadConfig(inProcess)).toMatchObject({ catalogAddress: 'inprocess:catalog', witnessWaitMs: 600_000, holdSuspectAfterMs: 60_000, runtime: { name: 'cost-ledger', internal: undefined } });
  });

  it.each([
    { name: 'the database', env: { ...inProcess, DATABASE_URL: '' }, variable: 'DATABASE_URL' },
    { name: 'a wait that is none', env: { ...inProcess, LEDGER_WITNESS_WAIT_MS: 'soon' }, variable: 'LEDGER_WITNESS_WAIT_MS' },
    { name: 'the catalog of a cluster', env: { ...inProcess, IN_PROCESS: 'false' }, variable: 'CATALOG_ADDRESS' },
  ])('names $name', ({ env, variable }) => {
    expect(() => loadConfig(env)).toThrow(variable);
  });
});
