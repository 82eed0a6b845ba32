// The credential service's configuration, from its environment.
import { readEnv, type Env } from '@switchyard/common/config';
import { readRuntimeConfig, type RuntimeConfig } from '@switchyard/common/runtime';

export interface CredentialConfig {
  readonly runtime: RuntimeConfig;
  readonly databaseUrl: string;
  /** Holds the key-encryption keys: one `v<n>:<base64 of 32 bytes>` a line, the last one current. */
  readonly kekFile: string;
}

export function loadConfig(env: Env): CredentialConfig {
  return readEnv(env, (read) => ({
    // It has no door and checks no API keys, so nobody needs to tell it where it is itself.
    runtime: readRuntimeConfig(read, 'credential', { needsKeys: false }),
    databaseUrl: read.url('DATABASE_URL', { example: 'postgres://credential:…@postgres:5432/switchyard' }),
    kekFile: read.file('KEK_FILE', { example: '/etc/switchyard/kek' }),
  }));
}
