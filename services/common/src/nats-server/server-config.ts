// The config file of a local nats-server: loopback, JetStream in a folder of ours.

import { MAX_PAYLOAD_BYTES } from './limits.js';

export interface NatsConfig {
  readonly port: number;
  readonly storeFolder: string;
  readonly password?: string | undefined;
  /** Further lines in the format of nats-server's config file, for accounts, limits or TLS. */
  readonly extra?: string;
}

export const natsUser = 'switchyard';

/** JetStream writes to disk at once (`sync_interval: always`), so that a kill of the server loses no acknowledged fact. */
export function natsConfig({ port, storeFolder, password, extra = '' }: NatsConfig): string {
  return [
    `listen: "127.0.0.1:${port}"`,
    `max_payload: ${MAX_PAYLOAD_BYTES}`,
    ...(password === undefined ? [] : [`authorization { user: ${natsUser}, password: ${JSON.stringify(password)} }`]),
    'jetstream {',
    `  store_dir: ${JSON.stringify(storeFolder)}`,
    '  sync_interval: always',
    '}',
    extra,
    '',
  ].join('\n');
}
