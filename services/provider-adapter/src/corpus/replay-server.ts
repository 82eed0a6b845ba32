// A vendor that answers every call with the exchange of the corpus that it plays, for SDKs to call.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bytesOf, type Exchange } from '@switchyard/sandbox/corpus';

export interface ReplayServer {
  readonly address: string;
  /** From now on this one. */
  play(exchange: Exchange): void;
  /** Where it was called since it plays this exchange, with the query; empty before. */
  calledAt(): string;
  close(): Promise<void>;
}

export async function startReplayServer(): Promise<ReplayServer> {
  let path = '';
  let played: Exchange['response'] = { status: 500, headers: {}, kind: 'json', body: {} };
  const server = createServer((request, reply) => {
    path = request.url ?? '';
    request.resume().on('end', () => reply.writeHead(played.status, played.headers).end(bytesOf(played)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    play: ({ response }) => {
      path = '';
      played = response;
    },
    calledAt: () => path,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
