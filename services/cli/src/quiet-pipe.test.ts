// Goal: "switchyard … | head" ends without a stack, whatever of its output nobody reads.
import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../bin/switchyard.js', import.meta.url));

describe('a reader that goes away', () => {
  it('ends the command with 0 and without a word', async () => {
    // The answer waits until the reader is gone, so that every byte of it meets a closed pipe.
    const readerIsGone = Promise.withResolvers<void>();
    const server = createServer((_request, response) => {
      void readerIsGone.promise.then(() => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ tenants: [{ name: 'acme', enabled: true }] })));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const env = { SWITCHYARD_ADDRESS: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, SWITCHYARD_API_KEY: 'sy_k' };
    const child = spawn(process.execPath, [bin, 'tenants', 'list'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => void (said += chunk.toString()));
    child.stdout.once('close', () => readerIsGone.resolve());
    child.stdout.destroy();
    const [code] = (await once(child, 'close')) as [number | null];
    server.closeAllConnections();
    server.close();
    expect({ code, said }).toEqual({ code: 0, said: '' });
  });
});
