// The plaintext port with health and /metrics alone: kubelet and Prometheus present no certificate.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Metrics } from './metrics.js';

export interface OperationsOptions {
  readonly host: string;
  readonly port: number;
  readonly isReady: () => boolean;
  readonly metrics?: Metrics | undefined;
}

/** Serves /livez, /readyz and /metrics; everything else is 404. */
export async function serveOperations(options: OperationsOptions): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    if (request.url === '/metrics' && options.metrics !== undefined) return options.metrics.handle(request, response);
    if (request.url === '/livez') return void response.end('alive\n');
    if (request.url === '/readyz') {
      response.statusCode = options.isReady() ? 200 : 503;
      return void response.end(options.isReady() ? 'ready\n' : 'not ready\n');
    }
    response.statusCode = 404;
    response.end('Only /livez, /readyz and /metrics are here.\n');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
