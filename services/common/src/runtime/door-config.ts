// Where callers with keys come in. A key must not cross a network in clear: without a certificate a door listens on
// loopback alone, unless somebody says that a proxy in front of it speaks TLS.
import { readFileSync } from 'node:fs';
import type { EnvReader } from '../config/index.js';

export interface DoorConfig {
  readonly host: string;
  readonly port: number;
  /** undefined is plaintext. */
  readonly tls?: { readonly certFile: string; readonly keyFile: string } | undefined;
}

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);
const behindProxy = 'behind-proxy';

/** Reads DOOR_HOST, DOOR_TLS_CERT_FILE, DOOR_TLS_KEY_FILE, DOOR_PLAINTEXT and the port's own variable. */
export function readDoor(read: EnvReader, portVariable: string, portDefault: number): DoorConfig {
  const host = read.text('DOOR_HOST', { default: '127.0.0.1' });
  const certFile = read.file('DOOR_TLS_CERT_FILE', { optional: true, example: '/etc/switchyard/door/tls.crt' });
  const keyFile = read.file('DOOR_TLS_KEY_FILE', { optional: true, example: '/etc/switchyard/door/tls.key' });
  const plaintext = read.oneOf('DOOR_PLAINTEXT', [behindProxy], { optional: true });
  const port = read.port(portVariable, { default: portDefault });
  if (certFile !== undefined && keyFile !== undefined) return { host, port, tls: { certFile, keyFile } };
  if (certFile !== undefined || keyFile !== undefined) {
    read.mistake({ variable: certFile === undefined ? 'DOOR_TLS_CERT_FILE' : 'DOOR_TLS_KEY_FILE', given: undefined, expected: 'set together with the other one', example: '/etc/switchyard/door/tls.crt' });
  } else if (!loopback.has(host) && plaintext !== behindProxy) {
    read.mistake({ variable: 'DOOR_HOST', given: host, expected: `127.0.0.1 as long as the door has no certificate: set DOOR_TLS_CERT_FILE and DOOR_TLS_KEY_FILE, or DOOR_PLAINTEXT=${behindProxy} where a proxy speaks TLS in front of it`, example: '127.0.0.1' });
  }
  return { host, port };
}

/** What an HTTP door gives to its server; null for a plaintext one. Throws when a file cannot be read. */
export function doorCertificate({ tls }: DoorConfig): { readonly cert: Buffer; readonly key: Buffer } | null {
  return tls === undefined ? null : { cert: readFileSync(tls.certFile), key: readFileSync(tls.keyFile) };
}
