// Goal: a database that is not there is told by the variable that names it, without the password in it.
import { describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { refuseSilentDatabase } from './refuse-silent-database.js';

describe('a database of the user', () => {
  it('is refused in a sentence when nobody listens, and taken when somebody does', async () => {
    const server = createServer((socket) => void socket.on('error', () => {}).destroy());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const url = `postgres://u:geheim@127.0.0.1:${port}/app`;
    await expect(refuseSilentDatabase(url)).resolves.toBeUndefined();
    server.close();
    await once(server, 'close');
    const refusal = await refuseSilentDatabase(url).then(() => '', (error: Error) => error.message);
    expect(refusal).toContain(`DATABASE_URL names 127.0.0.1:${port}`);
    expect(refusal).toContain('ECONNREFUSED');
    expect(refusal).not.toContain('geheim');
  });

  it.each(['postgres:///app', 'postgres://%2Fvar%2Frun/app', 'postgres://none.invalid/app?host=/var/run'])('by a socket is left to the driver: %s', async (url) => {
    await expect(refuseSilentDatabase(url)).resolves.toBeUndefined();
  });
});
