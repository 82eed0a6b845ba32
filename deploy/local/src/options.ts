// What the user asked of the runner, by make variables or flags.
import { readEnv, type Env, type EnvReader } from '@switchyard/common/config';

export interface LocalOptions {
  /** Each service its own process, with real NATS. */
  readonly isCluster: boolean;
  /** Make the demonstration call, check what it left, and exit. */
  readonly isOnce: boolean;
  readonly routers: number;
  readonly adapters: number;
  /** The demonstration may spend on real keys. */
  readonly mayDemoReal: boolean;
  /** A declarative file of the user's. */
  readonly catalogFile: string | undefined;
  readonly databaseUrl: string | undefined;
  readonly natsUrl: string | undefined;
  readonly grpcPort: number | undefined;
  readonly httpPort: number | undefined;
  readonly consolePort: number | undefined;
  readonly logLevel: string;
  /** The share of traces that services keep. Below 1 there is no demonstration, whose trace may not be kept. */
  readonly traceSampleRatio: number;
  /** Of the service processes too, for profiles. */
  readonly nodeOptions: string | undefined;
  /** How long the ledger waits for an adapter's word before it estimates. */
  readonly witnessWaitMs: number;
  /** Past its deadline by this much, a hold is listed as suspect. */
  readonly holdSuspectAfterMs: number;
  /** How vendors are reached: variables of provider-adapter that are handed on as they are. */
  readonly vendorEnv: Readonly<Record<string, string>>;
  /** Where data, certificates and run.json go; .switchyard in the checkout by default. */
  readonly home: string | undefined;
  /** As it was: only the applier reads provider keys from it, and children do not inherit it. */
  readonly env: Env;
}

const vendorVariables = ['VENDOR_CA_FILE', 'VENDOR_PROXY_URL', 'VENDOR_PROXY_HOSTS', 'VENDOR_HTTP2'];

export function readOptions(env: Env): LocalOptions {
  return readEnv(env, (read) => ({
    ...readReplicas(read),
    isOnce: read.boolean('ONCE', { default: false }),
    mayDemoReal: read.boolean('DEMO_REAL', { default: false }),
    catalogFile: read.file('SWITCHYARD_CATALOG', { optional: true }),
    databaseUrl: read.url('DATABASE_URL', { optional: true, example: 'postgres://user:password@host:5432/switchyard' }),
    natsUrl: read.url('NATS_URL', { optional: true, protocols: ['nats', 'tls'], example: 'nats://127.0.0.1:4222' }),
    grpcPort: read.port('GRPC_DOOR_PORT', { optional: true }),
    httpPort: read.port('HTTP_DOOR_PORT', { optional: true }),
    consolePort: read.port('CONSOLE_PORT', { optional: true }),
    logLevel: read.oneOf('LOG_LEVEL', ['trace', 'debug', 'info', 'warn', 'error', 'silent'], { default: 'warn' }),
    traceSampleRatio: read.number('TRACE_SAMPLE_RATIO', { default: 1, min: 0, max: 1 }),
    nodeOptions: read.text('NODE_OPTIONS', { optional: true }),
    env,
    home: read.file('SWITCHYARD_HOME', { optional: true }),
    witnessWaitMs: read.durationMs('LEDGER_WITNESS_WAIT_MS', { default: 600_000 }),
    holdSuspectAfterMs: read.durationMs('HOLD_SUSPECT_AFTER_MS', { default: 60_000 }),
    vendorEnv: Object.fromEntries(vendorVariables.flatMap((name): [string, string][] => (env[name] === undefined ? [] : [[name, env[name]]]))),
  }));
}

/** One process has each service once. */
function readReplicas(read: EnvReader): Pick<LocalOptions, 'isCluster' | 'routers' | 'adapters'> {
  const isCluster = read.boolean('CLUSTER', { default: false });
  const count = (variable: string): number => {
    const given = read.integer(variable, { default: 1, min: 1, max: 8 });
    if (given > 1 && !isCluster) read.mistake({ variable, given: String(given), expected: '1, or go with CLUSTER=1, which gives each replica a process of its own', example: `${given} CLUSTER=1` });
    return given;
  };
  return { isCluster, routers: count('ROUTERS'), adapters: count('ADAPTERS') };
}

/** What was set without effect. */
export function optionNotes({ isCluster, natsUrl }: Pick<LocalOptions, 'isCluster' | 'natsUrl'>): string[] {
  return natsUrl === undefined || isCluster ? [] : ['NATS_URL is not used: one process has its own bus. CLUSTER=1 uses it.'];
}
