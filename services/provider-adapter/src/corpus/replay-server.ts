// A vendor that answers every call with one exchange of the corpus, for SDKs to call.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bytesOf, type Exchange } from '@switchyard/sandbox/corpus';

export interface ReplayServer {
  readonly address: string;
  /** Where it was called, with the query; empty before. */
  calledAt(): string;
  close(): Promise<void>;
}

export async function startReplayServer({ response }: Exchange): Promise<ReplayServer> {
  let path = '';
  const server = createServer((request, reply) => {
    path = request.url ?? '';
    request.resume().on('end', () => reply.writeHead(response.status, response.headers).end(bytesOf(response)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calledAt: () => path,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
