// Goal: who calls is known by the certificate of the connection, for each connection by itself, and read once and not with each call.
import { afterEach, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { clientOf, openTransport, serve, serveGrpc } from '@switchyard/common/grpc';
import { Health } from '@switchyard/proto/health/v1/health_service';
import { createAuthority, type CertificateFiles } from './authority.js';

const directory = mkdtempSync(join(tmpdir(), 'switchyard-peers-'));
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
  rmSync(directory, { recursive: true, force: true });
});

const read = ({ caFile, certFile, keyFile }: CertificateFiles) => ({ ca: readFileSync(caFile), cert: readFileSync(certFile), key: readFileSync(keyFile) });

/** Counts how often a certificate is taken from a socket. */
function countReads(): () => number {
  const { getPeerCertificate } = TLSSocket.prototype;
  let reads = 0;
  TLSSocket.prototype.getPeerCertificate = function (this: TLSSocket, ...args: []) {
    reads += 1;
    return getPeerCertificate.apply(this, args);
  } as typeof getPeerCertificate;
  closers.push(() => (TLSSocket.prototype.getPeerCertificate = getPeerCertificate));
  return () => reads;
}

it('reads the certificate once per connection, and mistakes no peer for another', async () => {
  const authority = await createAuthority(directory);
  const service = serve(Health, { access: { getStatus: { services: ['router'] }, watchStatus: {}, setMaintenance: {} }, handlers: { getStatus: () => ({}), async *watchStatus() {}, setMaintenance: () => ({}) } });
  const server = await serveGrpc({ name: 'peers', services: [service], listeners: [{ kind: 'internal', host: '127.0.0.1', port: 0, tls: read(await authority.issue('health-monitor')) }], onFailure: () => {} });
  closers.push(() => server.close());
  const as = async (name: string) => {
    const transport = openTransport({ address: server.addresses[0]!, as: name, tls: { ...read(await authority.issue(name)), serverName: 'switchyard' } });
    closers.push(() => transport.close());
    return clientOf(Health, transport);
  };
  const [router, console] = [await as('router'), await as('console')];
  const ask = (client: typeof router) => client.getStatus({}, { timeoutMs: 5_000 });
  await ask(router);
  const reads = countReads();
  for (let call = 0; call < 20; call += 1) await ask(router);
  expect(reads()).toBe(0);
  for (let call = 0; call < 3; call += 1) await expect(ask(console)).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  await expect(ask(router)).resolves.toBeDefined();
});
