// A gRPC server with an internal port (certificates), a door port (API keys), and a place in the process's own network.
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { HealthImplementation } from 'grpc-health-check';
import type { KeyRing } from '../identity/index.js';
import { authenticateDoor, authenticatePeer, type Authenticate } from './authenticate.js';
import type { ServedService } from './handlers.js';
import { offerInProcess } from './in-process.js';
import type { FailureListener } from './invoke.js';
import { answerTransportBytesMax, closeGraceMs, concurrentStreamsMax, connectionAgeMaxMs, connectionGraceMs, keepaliveEveryMs, keepaliveTimeoutMs, requestTransportBytesMax } from './limits.js';
import { addReflection } from './reflection.js';
import { toImplementation, toServiceDefinition } from './server-calls.js';

export interface ServerTls {
  /** The authority of the callers' certificates; null where they bring none. */
  readonly ca: Buffer | null;
  readonly key: Buffer;
  readonly cert: Buffer;
}

export interface Listener {
  readonly kind: 'internal' | 'door';
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Needed on internal listeners; a door without it is plaintext. */
  readonly tls?: ServerTls | undefined;
}

export interface GrpcServerOptions {
  /** The service's name; also its address in the process: inprocess:<name>. */
  readonly name: string;
  readonly services: readonly ServedService[];
  readonly listeners: readonly Listener[];
  /** Needed when there is a door. */
  readonly keyRing?: KeyRing | undefined;
  readonly offerInProcess?: boolean | undefined;
  readonly onFailure: FailureListener;
}

export interface GrpcServer {
  /** host:port of each listener, in their order. */
  readonly addresses: readonly string[];
  /** Answers health checks with NOT_SERVING from now on. */
  stopServing(): void;
  /** Lets calls under way finish. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

export async function serveGrpc(options: GrpcServerOptions): Promise<GrpcServer> {
  const watches = new Set<() => void>();
  const opened = await Promise.all(options.listeners.map((listener) => listen(options, listener, watches)));
  const withdraw = options.offerInProcess === true ? offerInProcess(options.name, options.services, options.onFailure) : undefined;
  return {
    addresses: opened.map(({ address }) => address),
    stopServing: () => opened.forEach(({ health }) => health.setStatus('', 'NOT_SERVING')),
    async drain() {
      // Watches never end by themselves; their callers open them again elsewhere.
      watches.forEach((end) => end());
      await Promise.all(opened.map(({ server }) => shutDown(server)));
    },
    async close() {
      withdraw?.();
      opened.forEach(({ server }) => server.forceShutdown());
    },
  };
}

async function listen(options: GrpcServerOptions, listener: Listener, watches: Set<() => void>) {
  const server = new Server({
    'grpc.max_receive_message_length': requestTransportBytesMax,
    'grpc.max_send_message_length': answerTransportBytesMax,
    'grpc.max_concurrent_streams': concurrentStreamsMax,
    'grpc.max_connection_age_ms': connectionAgeMaxMs,
    'grpc.max_connection_age_grace_ms': connectionGraceMs,
    'grpc.keepalive_time_ms': keepaliveEveryMs,
    'grpc.keepalive_timeout_ms': keepaliveTimeoutMs,
  });
  const services = options.services.filter((served) => served.ports.includes(listener.kind));
  const authenticate = authenticatorOf(options, listener);
  for (const served of services) {
    server.addService(toServiceDefinition(served.service), toImplementation({ served, authenticate, port: listener.kind, onFailure: options.onFailure, watches }));
  }
  const health = new HealthImplementation(Object.fromEntries([['', 'SERVING'], ...services.map((served) => [served.service.typeName, 'SERVING'])]));
  health.addToServer(server as never);
  addReflection(server, { services, authenticate });
  const port = await bind(server, listener);
  return { server, health, address: `${listener.host}:${port}` };
}

function authenticatorOf({ keyRing, name }: GrpcServerOptions, listener: Listener): Authenticate {
  if (listener.kind === 'internal') return authenticatePeer;
  if (keyRing === undefined) throw new Error(`${name} has a door and no key ring to check API keys with.`);
  return authenticateDoor(keyRing);
}

function bind(server: Server, listener: Listener): Promise<number> {
  const serverCredentials =
    listener.tls === undefined
      ? ServerCredentials.createInsecure()
      : ServerCredentials.createSsl(listener.tls.ca, [{ private_key: listener.tls.key, cert_chain: listener.tls.cert }], listener.kind === 'internal');
  return new Promise((resolve, reject) => {
    server.bindAsync(`${listener.host}:${listener.port}`, serverCredentials, (error, port) => (error === null ? resolve(port) : reject(error)));
  });
}

function shutDown(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(), closeGraceMs);
    server.tryShutdown(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
