// Goal: a call that surely never left is told apart from one that may have: the first costs nothing to try again, the
// second may be billed.
import { afterEach, describe, expect, it } from '@jest/globals';
import { Health } from '@switchyard/proto/health/v1/health_service';
import { createServer, type Server, type Socket } from 'node:net';
import type { AppError } from '../errors/index.js';
import { Reason } from '../errors/index.js';
import { clientOf, openTransport } from './index.js';

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

async function failureOf(address: string): Promise<AppError> {
  const transport = openTransport({ address, as: 'router' });
  closers.push(() => transport.close());
  return clientOf(Health, transport).getStatus({}, { timeoutMs: 5_000 }).then(
    () => Promise.reject(new Error('The call was answered.')),
    (error: AppError) => error,
  );
}

async function listen(onConnection: (socket: Socket) => void): Promise<{ server: Server; port: number }> {
  const server = createServer(onConnection);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  return { server, port: (server.address() as { port: number }).port };
}

describe('a call to a peer that is not there', () => {
  it.each([
    { name: 'one address', prefix: '' },
    { name: 'several addresses, balanced', prefix: 'ipv4:' },
  ])('never left: $name', async ({ prefix }) => {
    const { server, port } = await listen(() => {});
    await new Promise((resolve) => server.close(resolve));
    const address = prefix === '' ? `127.0.0.1:${port}` : `${prefix}127.0.0.1:${port},127.0.0.1:${port}`;
    expect((await failureOf(address)).reason).toBe(Reason.STORE_UNAVAILABLE);
  });
});
