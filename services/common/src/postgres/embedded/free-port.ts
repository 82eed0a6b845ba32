// Ports of loopback: a free one, or whether a certain one is.
import { createServer } from 'node:net';

/** Resolves with the port that was free: the wanted one, or any for 0. Rejects with EADDRINUSE if the wanted one is taken. */
export function probePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: wanted, exclusive: true }, () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : wanted;
      server.close(() => resolve(port));
    });
  });
}
