// Ports of loopback: a free one, or whether a certain one is.
import { createServer } from 'node:net';
import { FREE_PORT_MAX, FREE_PORT_MIN, FREE_PORT_TRIES_MAX } from './limits.js';

/** Resolves with the port if it is free, or with any free one for 0. Rejects with EADDRINUSE if the wanted one is taken. */
export async function probePort(wanted: number): Promise<number> {
  if (wanted !== 0) return listenOnce(wanted);
  for (let tries = 1; ; tries += 1) {
    const port = FREE_PORT_MIN + Math.floor(Math.random() * (FREE_PORT_MAX - FREE_PORT_MIN + 1));
    try {
      return await listenOnce(port);
    } catch (error) {
      if (tries >= FREE_PORT_TRIES_MAX) throw error;
    }
  }
}

function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => server.close(() => resolve(port)));
  });
}
