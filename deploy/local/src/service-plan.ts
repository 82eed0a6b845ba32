// Which services run, where, and with which environment: the same plan for one process and for many.
import { join } from 'node:path';
import type { CertificateFiles } from './cluster/authority.js';
import type { Places } from './places.js';

/** In the order in which they start; they stop in the opposite order. */
export const serviceNames = ['credential', 'catalog', 'cost-ledger', 'provider-adapter', 'health-monitor', 'router', 'console'] as const;

export type ServiceName = (typeof serviceNames)[number];

export interface ServicePlan {
  /** router-1, cost-ledger, …: names in run.json. */
  readonly id: string;
  readonly service: ServiceName;
  readonly env: Readonly<Record<string, string>>;
  /** host:port that its peers call; inprocess:<service> in one process. */
  readonly address: string;
  readonly operationsPort: number | undefined;
}

export interface DoorPorts {
  readonly grpc: number;
  readonly http: number;
}

export interface PlanOptions {
  readonly places: Places;
  readonly databaseUrl: string;
  readonly natsUrl: string;
  readonly otlpEndpoint: string;
  readonly kekFile: string;
  readonly logLevel: string;
  readonly traceSampleRatio: number;
  readonly nodeOptions: string | undefined;
  readonly witnessWaitMs: number;
  readonly holdSuspectAfterMs: number;
  readonly vendorEnv: Readonly<Record<string, string>>;
  /** One per router, the first with the usual ports. */
  readonly doors: readonly DoorPorts[];
  readonly consolePort: number;
  readonly adapters: number;
  /** undefined in one process. */
  readonly cluster: { readonly freePort: () => Promise<number>; readonly certificates: (service: string) => Promise<CertificateFiles> } | undefined;
}

const addressVariables: Readonly<Partial<Record<ServiceName, string>>> = {
  credential: 'CREDENTIAL_ADDRESS',
  catalog: 'CATALOG_ADDRESS',
  'cost-ledger': 'COST_LEDGER_ADDRESS',
  'provider-adapter': 'PROVIDER_ADAPTER_ADDRESS',
  'health-monitor': 'HEALTH_MONITOR_ADDRESS',
  router: 'ROUTER_ADDRESS',
};

interface Place {
  readonly id: string;
  readonly service: ServiceName;
  readonly index: number;
  readonly internalPort: number | undefined;
  readonly operationsPort: number | undefined;
}

export async function planServices(options: PlanOptions): Promise<ServicePlan[]> {
  const places = await placesOf(options);
  const addresses = addressesOf(places);
  return Promise.all(
    places.map(async (place) => ({
      id: place.id,
      service: place.service,
      address: addressOf(place),
      operationsPort: place.operationsPort,
      env: { ...commonEnv(options, place), ...addresses, ...(await clusterEnv(options, place)), ...ownEnv(options, place) },
    })),
  );
}

async function placesOf({ doors, adapters, cluster }: PlanOptions): Promise<Place[]> {
  const replicas = (service: ServiceName): number => (service === 'router' ? doors.length : service === 'provider-adapter' ? adapters : 1);
  const all: Place[] = [];
  for (const service of serviceNames) {
    for (let index = 0; index < replicas(service); index += 1) {
      const isMany = service === 'router' || service === 'provider-adapter';
      const id = isMany ? `${service}-${index + 1}` : service;
      all.push({ id, service, index, internalPort: await cluster?.freePort(), operationsPort: await cluster?.freePort() });
    }
  }
  return all;
}

function addressOf({ service, internalPort }: Place): string {
  return internalPort === undefined ? `inprocess:${service}` : `127.0.0.1:${internalPort}`;
}

/** Several replicas behind one name, as a headless service would give them. */
function addressesOf(places: readonly Place[]): Record<string, string> {
  const addresses: Record<string, string> = {};
  for (const [service, replicas] of Map.groupBy(places, (place) => place.service)) {
    const variable = addressVariables[service];
    if (variable === undefined) continue;
    const all = [...new Set(replicas.map(addressOf))];
    addresses[variable] = all.length === 1 ? (all[0] as string) : `ipv4:${all.join(',')}`;
  }
  return addresses;
}

function commonEnv({ natsUrl, otlpEndpoint, logLevel, traceSampleRatio, nodeOptions }: PlanOptions, { id }: Place): Record<string, string> {
  return { POD_NAME: id, NATS_URL: natsUrl, OTEL_EXPORTER_OTLP_ENDPOINT: otlpEndpoint, TRACE_SAMPLE_RATIO: String(traceSampleRatio), DRAIN_DELAY_MS: '0', LOG_LEVEL: logLevel, LISTEN_HOST: '127.0.0.1', ...(nodeOptions === undefined ? {} : { NODE_OPTIONS: nodeOptions }) };
}

async function clusterEnv({ cluster }: PlanOptions, { service, internalPort, operationsPort }: Place): Promise<Record<string, string>> {
  if (cluster === undefined) return { IN_PROCESS: 'true' };
  const { caFile, certFile, keyFile } = await cluster.certificates(service);
  return { INTERNAL_PORT: String(internalPort), OPERATIONS_PORT: String(operationsPort), TLS_CA_FILE: caFile, TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile };
}

function ownEnv(options: PlanOptions, { id, service, index }: Place): Record<string, string> {
  const { places, databaseUrl, doors } = options;
  const dataDirectory = { DATA_DIR: join(places.data, id) };
  switch (service) {
    case 'credential':
      return { DATABASE_URL: databaseUrl, KEK_FILE: options.kekFile };
    case 'catalog':
    case 'health-monitor':
      return { DATABASE_URL: databaseUrl };
    case 'cost-ledger':
      return { DATABASE_URL: databaseUrl, LEDGER_WITNESS_WAIT_MS: String(options.witnessWaitMs), HOLD_SUSPECT_AFTER_MS: String(options.holdSuspectAfterMs) };
    case 'provider-adapter':
      return { ...dataDirectory, ...options.vendorEnv };
    case 'router':
      return { ...dataDirectory, DOOR_HOST: '127.0.0.1', GRPC_DOOR_PORT: String(doors[index]?.grpc), HTTP_DOOR_PORT: String(doors[index]?.http) };
    case 'console':
      return { DOOR_HOST: '127.0.0.1', HTTP_DOOR_PORT: String(options.consolePort) };
  }
}
