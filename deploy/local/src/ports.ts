// Ports for a run: the usual ones where they are free, others where not.
import { createServer } from 'node:net';

/** The wanted port if it is free on loopback, else a free one. */
export async function choosePort(wanted: number, notes: string[], what: string): Promise<number> {
  if (wanted !== 0 && (await isFree(wanted))) return wanted;
  const port = await freePort();
  if (wanted !== 0) notes.push(`Port ${wanted} is taken, so ${what} is on ${port}.`);
  return port;
}

// Below the range that the system hands out for outgoing connections: a passing connection must not
// sit on the port of a process that is to come back. Each runner starts in a block of its own, so that
// two that start at once do not pick the same.
const firstPort = 10_000;
const blocks = 100;
const blockSize = 100;
let next = firstPort + (process.pid % blocks) * blockSize;

export async function freePort(): Promise<number> {
  for (;;) {
    const port = next;
    next = next + 1 >= firstPort + blocks * blockSize ? firstPort : next + 1;
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
