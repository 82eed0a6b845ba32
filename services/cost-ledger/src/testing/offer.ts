// A service reachable inside the process, called as the router or with somebody's key.
import type { DescService } from '@bufbuild/protobuf';
import { randomUUID } from 'node:crypto';
import { clientOf, openTransport, serveGrpc, type CallOptions, type Client, type ServedService } from '@switchyard/common/grpc';
import type { KeyPrincipal } from '@switchyard/common/identity';

export interface Offered<S extends DescService> {
  /** As service router. */
  readonly client: Client<S>;
  as(principal: KeyPrincipal): Client<S>;
  close(): Promise<void>;
}

export function keyOf(over: Partial<KeyPrincipal>): KeyPrincipal {
  return { kind: 'key', keyId: 'key-1', tenant: 'acme', project: '', role: 'viewer', models: [], passthrough: false, ...over };
}

export function offer<S extends DescService>(service: S, served: ServedService): Offered<S> {
  const name = `cost-ledger-${randomUUID()}`;
  const server = serveGrpc({ name, services: [served], listeners: [], offerInProcess: true, onFailure: () => {} });
  const client = clientOf(service, openTransport({ address: `inprocess:${name}`, as: 'router' }));
  const as = (principal: KeyPrincipal): Client<S> =>
    Object.fromEntries(Object.entries(client).map(([method, call]) => [method, (request: never, options: CallOptions) => call(request, { ...options, onBehalfOf: principal })])) as Client<S>;
  return {
    client,
    as,
    async close() {
      await (await server).close();
    },
  };
}
