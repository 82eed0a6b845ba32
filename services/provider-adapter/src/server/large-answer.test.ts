// Goal: the largest answer that is read from a vendor reaches the router over the wire, since it is paid for by then.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { create } from '@bufbuild/protobuf';
import { hash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerTransportBytesMax, clientOf, openTransport, serveGrpc, type GrpcServer } from '@switchyard/common/grpc';
import { KeyRing } from '@switchyard/common/identity';
import { systemClock } from '@switchyard/common/lifecycle';
import { AttemptOutcome } from '@switchyard/proto/common/v1/attempt';
import { ApiKeySchema } from '@switchyard/proto/credential/v1/access_service';
import { GenerateImageRequestSchema } from '@switchyard/proto/provider/v1/attempt';
import { ProviderAdapter } from '@switchyard/proto/provider/v1/provider_service';
import { Attempts } from '../domain/attempts.js';
import { imageAnswerBytesMax } from '../limits.js';
import { providers } from '../providers/index.js';
import { FakeCatalog, FakeCredentials, FakeJournal, silentEvents } from '../testing/fakes.js';
import { taskOf } from '../testing/harness.js';
import { fetchOpener } from '../toolkit/http/open-fetch.js';
import { wireOpener } from '../toolkit/http/open-wire.js';
import { VendorPool } from '../toolkit/http/vendor-pool.js';
import { adapterService } from './adapter-handlers.js';

const key = 'sy_0123456789abcdefghijklmnopqrstuvwxyz';
const room = 64 * 1024;
/** As long as an answer may be, less the JSON around the picture. */
const picture = 'A'.repeat(imageAnswerBytesMax - room);
const pool = new VendorPool();
let vendor: Server;
let server: GrpcServer;

beforeAll(async () => {
  vendor = createServer((request, response) => {
    request.resume().on('end', () => response.setHeader('content-type', 'application/json').end(`{"created":1,"data":[{"b64_json":"${picture}"}],"usage":{"input_tokens":3,"output_tokens":4,"total_tokens":7}}`));
  });
  await new Promise<void>((resolve) => vendor.listen(0, '127.0.0.1', resolve));
  const catalog = new FakeCatalog();
  catalog.put({ id: 'painter', type: 'openai', baseUrl: `http://127.0.0.1:${(vendor.address() as AddressInfo).port}/v1`, allowPrivate: true, credentials: ['painter-key'] }, [{ name: 'gpt-image-1' }]);
  const credentials = new FakeCredentials();
  credentials.values.set('painter-key', { api_key: 'sk-test' });
  const attempts = new Attempts({ providers, catalog, credentials, journal: new FakeJournal(), openWire: wireOpener({ pool, clock: systemClock }), openFetch: fetchOpener(pool), events: silentEvents, clock: systemClock });
  const served = adapterService({ providers, attempts, catalog, modelLists: undefined as never, batches: undefined as never, journalId: 'j' });
  const keyRing = new KeyRing();
  keyRing.replace([create(ApiKeySchema, { id: 'k', tenant: 'acme', role: 'viewer', sha256: hash('sha256', key, 'buffer') })]);
  // By a door with a key, since an internal port needs certificates; the way is the same.
  const atDoor = { ...served, ports: ['door' as const], access: { ...served.access, generateImage: { roles: ['viewer' as const] } } };
  server = await serveGrpc({ name: 'large-answer', services: [atDoor], listeners: [{ kind: 'door', host: '127.0.0.1', port: 0 }], keyRing, onFailure: () => {} });
});
afterAll(async () => {
  await server.close();
  await pool.close();
  await new Promise((resolve) => vendor.close(resolve));
});

it('a picture as large as an answer may be arrives whole', async () => {
  const transport = openTransport({ address: server.addresses[0]!, as: 'router', headers: { authorization: `Bearer ${key}` } });
  try {
    const order = create(GenerateImageRequestSchema, { ...taskOf({ provider: 'painter', model: 'gpt-image-1' }), task: { prompt: 'a cat' } });
    const { images, report } = await clientOf(ProviderAdapter, transport).generateImage(order, { timeoutMs: 20_000 });
    expect(report?.outcome).toBe(AttemptOutcome.SUCCEEDED);
    expect(images.map(({ source }) => (source.case === 'data' ? source.value.length : 0))).toEqual([Math.floor(picture.length * 0.75)]);
  } finally {
    transport.close();
  }
});

it('what the adapter reads as base64 fits on the wire as bytes, with its report', () => {
  expect(imageAnswerBytesMax * 0.75 + room).toBeLessThan(answerTransportBytesMax);
});
