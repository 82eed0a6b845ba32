// The part of a service's configuration that all services have, read the same way everywhere.
import type { EnvReader } from '../config/index.js';

export interface RuntimeConfig {
  readonly name: string;
  /** Of this replica: the pod's name in a cluster. */
  readonly instance: string;
  /** All services share this process: no internal port, telemetry is the runner's. */
  readonly isInProcess: boolean;
  /** undefined in one process. */
  readonly internal: { readonly host: string; readonly port: number } | undefined;
  /** undefined in one process. */
  readonly tls: { readonly caFile: string; readonly certFile: string; readonly keyFile: string } | undefined;
  /** The plaintext port with health and metrics; undefined serves none. */
  readonly operations: { readonly host: string; readonly port: number } | undefined;
  readonly natsUrl: string;
  readonly logLevel: string;
  readonly otlpEndpoint: string | undefined;
  readonly traceSampleRatio: number;
  /** Where credential answers, for the API keys. */
  readonly credentialAddress: string;
}

/** Addresses of other services; in one process they are known. */
export function readAddress(read: EnvReader, variable: string, service: string): string {
  const isInProcess = read.boolean('IN_PROCESS', { default: false });
  return isInProcess ? read.text(variable, { default: `inprocess:${service}` }) : read.text(variable, { example: `dns:///${service}:9090` });
}

/** `needsKeys: false` is for the one service that has the API keys itself. */
export function readRuntimeConfig(read: EnvReader, name: string, { needsKeys = true }: { needsKeys?: boolean } = {}): RuntimeConfig {
  const isInProcess = read.boolean('IN_PROCESS', { default: false });
  const operationsPort = read.port('OPERATIONS_PORT', { optional: true });
  const host = read.text('LISTEN_HOST', { default: '0.0.0.0' });
  return {
    name,
    instance: read.text('POD_NAME', { default: `${name}-1` }),
    isInProcess,
    internal: isInProcess ? undefined : { host, port: read.port('INTERNAL_PORT', { default: 9090 }) },
    tls: isInProcess
      ? undefined
      : {
          caFile: read.file('TLS_CA_FILE', { example: '/etc/switchyard/tls/ca.crt' }),
          certFile: read.file('TLS_CERT_FILE', { example: '/etc/switchyard/tls/tls.crt' }),
          keyFile: read.file('TLS_KEY_FILE', { example: '/etc/switchyard/tls/tls.key' }),
        },
    operations: operationsPort === undefined ? undefined : { host, port: operationsPort },
    natsUrl: read.url('NATS_URL', { protocols: ['nats', 'tls', 'embedded'], example: 'nats://nats:4222' }),
    logLevel: read.oneOf('LOG_LEVEL', ['trace', 'debug', 'info', 'warn', 'error', 'silent'], { default: 'info' }),
    otlpEndpoint: read.url('OTEL_EXPORTER_OTLP_ENDPOINT', { optional: true, example: 'http://otel-collector:4318' }),
    traceSampleRatio: read.number('TRACE_SAMPLE_RATIO', { default: 0.1, min: 0, max: 1 }),
    credentialAddress: needsKeys ? readAddress(read, 'CREDENTIAL_ADDRESS', 'credential') : `inprocess:${name}`,
  };
}
