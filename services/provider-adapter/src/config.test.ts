import { describe, expect, it } from '@jest/globals';
import { loadConfig } from './config.js';

const inProcess = { IN_PROCESS: 'true', NATS_URL: 'embedded://local', DATA_DIR: '/data' };

describe('loadConfig', () => {
  it('needs little in one process, and takes the defaults', () => {
    expect(loadConfig({ ...inProcess })).toMatchObject({ dataDirectory: '/data', catalogAddress: 'inprocess:catalog', ledgerAddress: 'inprocess:cost-ledger', credentialTtlMs: 60_000, credentialStaleMaxMs: 3_600_000, journalBytesMax: 1024 ** 3, vendorHttp2: false });
  });

  it.each([
    { name: 'no folder for the journal', env: { ...inProcess, DATA_DIR: '' }, variable: 'DATA_DIR' },
    { name: 'a journal too small to be one', env: { ...inProcess, JOURNAL_BYTES_MAX: '1000' }, variable: 'JOURNAL_BYTES_MAX' },
    { name: 'a time that is no time', env: { ...inProcess, CREDENTIAL_TTL_MS: 'soon' }, variable: 'CREDENTIAL_TTL_MS' },
    { name: 'no address of the catalog in a cluster', env: { DATA_DIR: '/data', NATS_URL: 'nats://nats:4222' }, variable: 'CATALOG_ADDRESS' },
  ])('names what is wrong: $name', ({ env, variable }) => {
    expect(() => loadConfig(env)).toThrow(variable);
  });
});
