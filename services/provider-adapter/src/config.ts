// The adapter's configuration, from its environment.
import { readEnv, type Env } from '@switchyard/common/config';
import { readAddress, readRuntimeConfig, type RuntimeConfig } from '@switchyard/common/runtime';

export interface ProviderAdapterConfig {
  readonly runtime: RuntimeConfig;
  /** The journal lives here; a volume that survives restarts. */
  readonly dataDirectory: string;
  readonly journalBytesMax: number;
  readonly catalogAddress: string;
  readonly ledgerAddress: string;
  /** A provider key is fetched again after this. */
  readonly credentialTtlMs: number;
  /** While credential is away, a key is used at most for so long. */
  readonly credentialStaleMaxMs: number;
  /** PEM file of authorities that vendors' certificates may be signed by, beside the usual ones. */
  readonly vendorCaFile: string | undefined;
  /** All calls of public vendors go through it. */
  readonly vendorProxyUrl: string | undefined;
  /** The names that it may be asked to dial. */
  readonly vendorProxyHosts: readonly string[];
  /** HTTP/2 where a vendor takes it. */
  readonly vendorHttp2: boolean;
}

export function loadConfig(env: Env): ProviderAdapterConfig {
  return readEnv(env, (read) => ({
    runtime: readRuntimeConfig(read, 'provider-adapter'),
    dataDirectory: read.file('DATA_DIR', { example: '/var/lib/switchyard/provider-adapter' }),
    journalBytesMax: read.integer('JOURNAL_BYTES_MAX', { default: 1024 ** 3, min: 16 * 1024 ** 2 }),
    catalogAddress: readAddress(read, 'CATALOG_ADDRESS', 'catalog'),
    ledgerAddress: readAddress(read, 'COST_LEDGER_ADDRESS', 'cost-ledger'),
    credentialTtlMs: read.durationMs('CREDENTIAL_TTL_MS', { default: 60_000, min: 1_000 }),
    credentialStaleMaxMs: read.durationMs('CREDENTIAL_STALE_MAX_MS', { default: 3_600_000 }),
    vendorCaFile: read.file('VENDOR_CA_FILE', { optional: true }),
    vendorProxyUrl: read.url('VENDOR_PROXY_URL', { optional: true, example: 'http://proxy.internal:3128' }),
    vendorProxyHosts: read.list('VENDOR_PROXY_HOSTS', { default: [] }),
    vendorHttp2: read.boolean('VENDOR_HTTP2', { default: false }),
  }));
}
