// What every service opens the same way: logs, traces, the bus, clients to its peers, and its server.
import { readFileSync } from 'node:fs';
import type { DescService } from '@bufbuild/protobuf';
import { Access } from '@switchyard/proto/credential/v1/access_service';
import { connectEvents, type EventBus } from '../events/index.js';
import {
  clientOf,
  openTransport,
  serveGrpc,
  watchForever,
  type Client,
  type FailureListener,
  type GrpcServer,
  type Listener,
  type ServedService,
  type ServerTls,
} from '../grpc/index.js';
import { KeyRing } from '../identity/index.js';
import type { Life } from '../lifecycle/index.js';
import { createLogger, serveOperations, startMetrics, startTracing, type Logger } from '../telemetry/index.js';
import { doorCertificate, type DoorConfig } from './door-config.js';
import type { RuntimeConfig } from './runtime-config.js';

export interface Runtime {
  readonly logger: Logger;
  readonly events: EventBus;
  /** Certificates of this service; undefined in one process. */
  readonly tls: ServerTls | undefined;
  /** A typed client to another service; sessions spreads its calls over several connections. */
  connect<S extends DescService>(service: S, address: string, options?: { sessions?: number }): Client<S>;
  /** The API keys that are good now, kept fresh by a watch. Resolves once they were loaded. */
  watchKeys(): Promise<KeyRing>;
  /** Serves on the internal port, in the process, and on a door where one is given. Call it last. */
  serve(services: readonly ServedService[], door?: { at: DoorConfig; keyRing: KeyRing }): Promise<GrpcServer>;
}

export async function startRuntime(config: RuntimeConfig, life: Life): Promise<Runtime> {
  const logger = createLogger({ service: config.name, level: config.logLevel });
  await startTelemetry(config, life);
  const events = await life.use('events', connectEvents({ url: config.natsUrl, name: config.instance }, logger));
  const tls = config.tls === undefined ? undefined : { ca: readFileSync(config.tls.caFile), cert: readFileSync(config.tls.certFile), key: readFileSync(config.tls.keyFile) };

  // Transports are shared by address, and closed before what was opened earlier.
  const transports = new Map<string, ReturnType<typeof openTransport>>();
  await life.use('clients', { close: () => transports.forEach((transport) => transport.close()) });
  const connect: Runtime['connect'] = (service, address, { sessions = 1 } = {}) => {
    const key = `${address} ${sessions}`;
    let transport = transports.get(key);
    if (transport === undefined) {
      // Peers are known by the name in their certificate, whatever address led to them.
      transport = openTransport({ address, as: config.name, tls: tls === undefined ? undefined : { ...tls, serverName: 'switchyard' }, sessions });
      transports.set(key, transport);
    }
    return clientOf(service, transport);
  };

  return {
    logger,
    events,
    tls,
    connect,
    watchKeys: () => watchKeys({ access: connect(Access, config.credentialAddress), life, logger }),
    serve: (services, door) => serve({ config, life, logger, tls, services, door }),
  };
}

async function startTelemetry(config: RuntimeConfig, life: Life): Promise<void> {
  if (config.isInProcess) return;
  const metrics = await life.use('metrics', startMetrics({ service: config.name }));
  await life.use('tracing', startTracing({ service: config.name, otlpEndpoint: config.otlpEndpoint, sampleRatio: config.traceSampleRatio }));
  if (config.operations !== undefined) await life.use('operations port', serveOperations({ ...config.operations, isReady: () => life.isReady, metrics }));
}

async function watchKeys({ access, life, logger }: { access: Client<typeof Access>; life: Life; logger: Logger }): Promise<KeyRing> {
  const ring = new KeyRing();
  let revision = 0n;
  const watch = watchForever({
    open: (signal) => access.watchKeys({ knownRevision: revision }, { signal }),
    onFrame(frame) {
      if (!frame.snapshot) return;
      revision = frame.revision;
      ring.replace(frame.apiKeys);
    },
    // Known keys stay good through an outage: a router that forgot its callers would be the bigger fault.
    onConnection: ({ connected, error }) => logger[connected ? 'info' : 'warn']({ connected, error }, 'watch of API keys'),
  });
  await life.use('API keys', watch);
  await watch.first;
  return ring;
}

interface Serving {
  readonly config: RuntimeConfig;
  readonly life: Life;
  readonly logger: Logger;
  readonly tls: ServerTls | undefined;
  readonly services: readonly ServedService[];
  readonly door: { at: DoorConfig; keyRing: KeyRing } | undefined;
}

async function serve({ config, life, logger, tls, services, door }: Serving): Promise<GrpcServer> {
  const listeners: Listener[] = [];
  if (config.internal !== undefined) listeners.push({ kind: 'internal', ...config.internal, tls });
  if (door !== undefined) listeners.push({ kind: 'door', host: door.at.host, port: door.at.port, tls: doorTls(door.at) });
  const server = await life.use(
    'grpc server',
    serveGrpc({ name: config.name, services, listeners, keyRing: door?.keyRing, offerInProcess: config.isInProcess, onFailure: logFailure(logger) }),
  );
  life.onDraining(() => server.stopServing());
  return server;
}

/** Our own faults are errors with their stack; refusals are what a service is for, and only noted. */
function logFailure(logger: Logger): FailureListener {
  return ({ method, principal, error }) => {
    const fields = { method, principal, code: error.code, reason: error.reason, request_id: error.options.requestId, field: error.options.field };
    if (error.code === 'INTERNAL') logger.error({ ...fields, err: error.cause ?? error }, error.message);
    else logger.info(fields, error.message);
  };
}

/** Callers of a door bring keys, not certificates, so there is no authority to check them against. */
function doorTls(door: DoorConfig): ServerTls | undefined {
  const certificate = doorCertificate(door);
  return certificate === null ? undefined : { ca: null, ...certificate };
}
