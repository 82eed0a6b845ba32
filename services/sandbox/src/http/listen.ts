// Opens and closes a plain HTTP/1.1 server.

import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { keepAliveMs } from '../limits.js';

export interface Listener {
  /** http://host:port */
  url: string;
  close(): Promise<void>;
}

export async function listen(options: {
  host: string;
  port: number;
  handle(request: IncomingMessage, response: ServerResponse): void;
}): Promise<Listener> {
  const server = createServer({ noDelay: true, keepAliveTimeout: keepAliveMs }, options.handle);
  // No time limit on requests: how long a call lasts is what behaviours decide.
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    url: `http://${host}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
