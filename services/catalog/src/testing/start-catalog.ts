// The catalog in this process, on a database of its own, beside a stand-in for provider-adapter that knows three types.
import { randomUUID } from 'node:crypto';
import { Catalog } from '@switchyard/proto/catalog/v1/catalog_service';
import { ProviderAdapter } from '@switchyard/proto/provider/v1/provider_service';
import { connectEvents, declareStreams } from '@switchyard/common/events';
import { clientOf, openTransport, serve, serveGrpc, type Client, type Handlers } from '@switchyard/common/grpc';
import { startService } from '@switchyard/common/lifecycle';
import { testPostgres } from '@switchyard/common/testing';
import { catalog } from '../service.js';

export interface TestCatalog {
  readonly databaseUrl: string;
  client(as: string): Client<typeof Catalog>;
  /** Takes provider-adapter away, or brings it back. */
  setAdapter(isUp: boolean): void;
  close(): Promise<void>;
}

const types = [
  { id: 'anthropic', defaultBaseUrl: 'https://api.anthropic.com', local: false },
  { id: 'ollama', defaultBaseUrl: '', local: true },
  { id: 'openai', defaultBaseUrl: 'https://api.openai.com/v1', local: false },
  {
    id: 'azure', defaultBaseUrl: 'https://acme.example', local: false, exampleYaml: '- { id: azure, type: azure }',
    options: [{ name: 'api_version', example: '2024-10-21' }, { name: 'cloud', values: ['public', 'china'], example: 'public' }, { name: 'region', required: true, example: 'westeurope' }],
  },
];

export async function startCatalog(): Promise<TestCatalog> {
  const postgres = await testPostgres();
  const bus = `embedded://${randomUUID()}`;
  const events = await connectEvents({ url: bus, name: 'test' });
  await events.ensureStreams(declareStreams());
  let isUp = true;
  const notAsked = (): never => {
    throw new Error('The catalog does not call this.');
  };
  const handlers = {
    listProviders: () => (isUp ? { types } : notAsked()),
    complete: notAsked,
    stream: notAsked,
    listModels: notAsked,
    probe: notAsked,
  } as unknown as Handlers<typeof ProviderAdapter>;
  const rule = { services: ['catalog'] };
  const adapter = serve(ProviderAdapter, { handlers, access: { listProviders: rule, complete: rule, stream: rule, listModels: rule, probe: rule } as never });
  const server = await serveGrpc({ name: 'provider-adapter', services: [adapter], listeners: [], offerInProcess: true, onFailure: () => {} });
  const running = await startService(catalog, { env: { IN_PROCESS: 'true', NATS_URL: bus, LOG_LEVEL: 'silent', DATABASE_URL: postgres.url } });
  return {
    databaseUrl: postgres.url,
    client: (as) => clientOf(Catalog, openTransport({ address: 'inprocess:catalog', as })),
    setAdapter(up) {
      isUp = up;
    },
    async close() {
      await running.stop();
      await server.close();
      await events.close();
      await postgres.close();
    },
  };
}
