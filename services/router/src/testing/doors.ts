// A router with real doors on free ports over a world in memory.
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { hash } from 'node:crypto';
import { ApiKeySchema } from '@switchyard/proto/credential/v1/access_service';
import { serveGrpc } from '@switchyard/common/grpc';
import { KeyRing } from '@switchyard/common/identity';
import { createLogger } from '@switchyard/common/telemetry';
import type { CatalogView } from '../domain/catalog-view.js';
import { Explainer } from '../domain/explainer.js';
import { recentOf, RecentRequests } from '../domain/recent-requests.js';
import { RouterDomain } from '../domain/router.js';
import { routerService } from '../doors/grpc/router-handlers.js';
import { httpDialects } from '../doors/index.js';
import { serveHttpDoor } from '../doors/http/server.js';
import type { World } from './world.js';

export const goodKey = 'sy_0123456789abcdefghijklmnopqrstuvwxyz';
export const limitedKey = 'sy_limited_0123456789abcdefghijklmnop';

export const passingKey = 'sy_passing_0123456789abcdefghijklmnop';

export interface Doors {
  /** Base URL of the HTTP door. */
  readonly http: string;
  /** host:port of the gRPC door. */
  readonly grpc: string;
  readonly keyRing: KeyRing;
  /** Lines that the HTTP door logged. */
  readonly log: readonly string[];
  catalog: CatalogView | undefined;
  drainHttp(): Promise<void>;
  close(): Promise<void>;
}

/** All belong to tenant acme. limitedKey reaches model b alone; passingKey may send on what nobody here knows. */
export function goodKeys() {
  const key = (id: string, text: string, more: MessageInitShape<typeof ApiKeySchema> = {}) => create(ApiKeySchema, { id, tenant: 'acme', role: 'caller', sha256: hash('sha256', text, 'buffer'), ...more });
  return [key('k1', goodKey), key('k2', limitedKey, { models: ['b'] }), key('k3', passingKey, { passthrough: true })];
}

export async function openDoors(world: World, catalog: CatalogView | undefined): Promise<Doors> {
  // Deadlines of doors are real time; the world's clock starts there.
  world.nowMs = Date.now();
  const keyRing = new KeyRing();
  keyRing.replace(goodKeys());
  const log: string[] = [];
  const logger = createLogger({ service: 'router-test', level: 'info', destination: { write: (line: string) => void log.push(line) } });
  const recent = new RecentRequests();
  const domain = new RouterDomain({
    catalog: () => doors.catalog,
    ports: world.ports,
    remember: (request) => recent.add(recentOf(request)),
  });
  const explainer = new Explainer({ domain, recent, ledger: async () => undefined });
  const http = await serveHttpDoor({ domain, catalog: () => doors.catalog, keyRing, logger, door: { host: '127.0.0.1', port: 0 }, dialects: httpDialects });
  const served = routerService({ domain, explainer, catalog: () => doors.catalog });
  const grpc = await serveGrpc({ name: `router-${Math.random()}`, services: [served], listeners: [{ kind: 'door', host: '127.0.0.1', port: 0 }], keyRing, onFailure: () => {} });
  const doors: Doors = {
    http: http.address,
    grpc: grpc.addresses[0] ?? '',
    keyRing,
    log,
    catalog,
    drainHttp: () => http.drain(),
    async close() {
      await http.close();
      await grpc.close();
    },
  };
  return doors;
}
