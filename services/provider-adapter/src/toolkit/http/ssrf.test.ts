// Goal: no base URL that an operator's file did not allow leads to this machine or its neighbours, however it is spelt and
// whatever its name resolves to. Judged by who was connected to, never by what an error says.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { gzipSync } from 'node:zlib';
import { systemClock } from '@switchyard/common/lifecycle';
import { startNameServer, type NameServer } from '../../testing/name-server.js';
import { readBaseUrl } from './base-url.js';
import { wireOpener } from './open-wire.js';
import { isPublicAddress } from './public-address.js';
import { VendorPool } from './vendor-pool.js';

/** Neighbours that must never be called: 127.0.0.2 to 127.0.0.9, each on the same port. */
const neighbours = Array.from({ length: 8 }, (_, index) => `127.0.0.${index + 2}`);
const called: string[] = [];
const dialled: { hostname: string; port: string }[] = [];
let listeners: Server[] = [];
let port = 0;
let names: NameServer;
let pool: VendorPool;

beforeAll(async () => {
  for (const address of neighbours) {
    const server = createServer((socket) => {
      called.push(address);
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(port, address, resolve));
    port = (server.address() as AddressInfo).port;
    listeners.push(server);
  }
  names = await startNameServer({
    'inside.example': [['127.0.0.2']],
    'ten.example': [['10.0.0.1']],
    'metadata.example': [['169.254.169.254']],
    'both.example': [['8.8.8.8', '127.0.0.3']],
    'both-turned.example': [['127.0.0.3', '8.8.8.8']],
    'rebinding.example': [['127.0.0.4'], ['127.0.0.5'], ['127.0.0.6']],
    'late.example': [['203.0.113.9'], ['127.0.0.7']],
    'zero.example': [['0.0.0.0']],
    'shared.example': [['100.64.0.1']],
    'nothing.example': [[]],
    'xn--bcher-kva.example': [['127.0.0.8']],
  });
  pool = new VendorPool({ resolve: names.resolve, onConnect: (target) => void dialled.push(target) });
});
afterAll(async () => {
  await pool.close();
  names.close();
  await Promise.all(listeners.map((server) => new Promise((resolve) => server.close(resolve))));
  listeners = [];
});

const loopbacks = [
  '127.0.0.2', '127.2', '127.0.2', '2130706434', '0x7f000002', '0x7F.0.0.2', '0x7f.0x0.0x0.0x2', '017700000002', '0177.0.0.2', '0177.00.00.02', '127.0.0.2.', '127.0.0.0x2', '127.0x2', '0x7f.2',
  '127。0。0。2', '127．0．0．2', '①②⑦.⓪.⓪.②', '１２７.0.0.2', '%31%32%37.0.0.2', '127.0.0.%32', '[::1]', '[0:0:0:0:0:0:0:1]', '[::ffff:127.0.0.2]', '[::ffff:7f00:2]', '[0:0:0:0:0:ffff:127.0.0.2]',
  '[::127.0.0.2]', '[64:ff9b::127.0.0.2]', '[64:ff9b::7f00:2]', '[2002:7f00:2::]', '[::ffff:0:127.0.0.2]', 'localhost', 'LOCALHOST', 'localhost.', 'ｌｏｃａｌｈｏｓｔ', 'lоcalhost', '0.0.0.0', '0', '[::]',
];
const neighbourhoods = [
  '10.0.0.1', '10.1', '167772161', '0xa000001', '012.0.0.1', '172.16.0.1', '172.31.255.255', '0xac100001', '192.168.0.1', '192.168.1', '3232235521', '0xc0.0xa8.0.1', '0300.0250.0.1', '169.254.169.254', '2852039166', '0xa9fea9fe',
  '0251.0376.0251.0376', '169.254.43518', '[::ffff:169.254.169.254]', '[::ffff:a9fe:a9fe]', '[fd00:ec2::254]', '[fe80::1]', '[fc00::1]', '[fd12:3456::1]', '[ff02::1]', '[::ffff:10.0.0.1]', '[64:ff9b::a00:1]', '[2002:a00:1::]',
  '100.64.0.1', '198.18.0.1', '192.0.0.1', '192.0.2.1', '203.0.113.1', '224.0.0.1', '240.0.0.1', '255.255.255.255', '[2001:db8::1]', '[100::1]', '[::10.0.0.1]', '[2001::1]',
];
const resolved = ['inside.example', 'ten.example', 'metadata.example', 'both.example', 'both-turned.example', 'rebinding.example', 'late.example', 'zero.example', 'shared.example', 'nothing.example', 'bücher.example', 'INSIDE.example', 'inside.example.'];
const spellings = (host: string): string[] => [
  `http://${host}/`, `ftp://${host}/`, `gopher://${host}:70/`, `file://${host}/etc/passwd`, `ws://${host}/`, `javascript://${host}/`, `https://user@${host}/`, `https://user:pass@${host}/`, `https://${host}/?x=1`, `https://${host}/#x`,
  `https://8.8.8.8@${host}/`, `https://8.8.8.8#@${host}/`, `https://${host}:${port}\\@8.8.8.8/`, `//${host}/`, `https:/\\${host}/?`, `https://8.8.8.8 ${host}/`, `https://${host}:99999/`, `https://${host}:-1/`, `data:text/plain,${host}`, host,
];

/** All but what the operator's file alone may open. */
const hostile = (): string[] => [...[...loopbacks, ...neighbourhoods, ...resolved].map((host) => `https://${host}:${port}/v1`), ...spellings('127.0.0.9'), ...spellings('inside.example'), `https://10.0.0.1:22/`, `https://127.0.0.2:25/`, `https://[::1]:6379/`];

/** Calls it as a paid call and as an SDK would. Both must come to nothing. */
async function call(baseUrl: string): Promise<'refused' | 'answered'> {
  const timers = { connectMs: 400, firstOutputMs: 400, idleMs: 400, totalMs: 400 };
  const paid = async (): Promise<unknown> => wireOpener({ pool, clock: systemClock })({ baseUrl, allowsPrivate: false, attemptId: 'a', timers }).post({ path: '/chat', headers: {}, body: {} });
  const listed = async (): Promise<unknown> => {
    const base = readBaseUrl(baseUrl, false);
    return pool.fetch(base)(`${base.origin}${base.path}/models`, { signal: AbortSignal.timeout(400) });
  };
  const outcomes = await Promise.allSettled([paid(), listed()]);
  return outcomes.every(({ status }) => status === 'rejected') ? 'refused' : 'answered';
}

describe('a hostile base URL', () => {
  it('never leads to a neighbour: more than a hundred of them, tried for real', async () => {
    const urls = hostile();
    expect(urls.length).toBeGreaterThanOrEqual(100);
    for (let at = 0; at < urls.length; at += 16) {
      const some = urls.slice(at, at + 16);
      expect(await Promise.all(some.map(call))).toEqual(some.map(() => 'refused'));
    }
    expect(called).toEqual([]);
    // What was dialled at all was a name, and no name led anywhere: addresses are refused before.
    expect(dialled.filter(({ hostname }) => /^[0-9.]+$|:/.test(hostname) && !isPublicAddress(hostname))).toEqual([]);
  }, 60_000);

  it('is told from an honest one by where it leads: the same name is called where the operator allows it', async () => {
    const base = readBaseUrl(`http://127.0.0.9:${port}/v1`, true);
    await pool.fetch(base)(`${base.origin}${base.path}`).catch(() => {});
    expect(called).toEqual(['127.0.0.9']);
    called.length = 0;
  });

  it('is not reached by a redirect, neither by a paid call nor by an SDK', async () => {
    const from = (await import('node:http')).createServer((_request, response) => void response.writeHead(307, { location: `http://127.0.0.2:${port}/latest/meta-data` }).end());
    await new Promise<void>((resolve) => from.listen(0, '127.0.0.1', resolve));
    const baseUrl = `http://127.0.0.1:${(from.address() as AddressInfo).port}`;
    const base = readBaseUrl(baseUrl, true);
    await expect(pool.fetch(base)(`${baseUrl}/models`)).rejects.toThrow();
    const response = await wireOpener({ pool, clock: systemClock })({ baseUrl, allowsPrivate: true, attemptId: 'a', timers: { connectMs: 400, firstOutputMs: undefined, idleMs: undefined, totalMs: 400 } }).post({ path: '/chat', headers: {}, body: {} });
    expect(response.status).toBe(307);
    await new Promise((resolve) => from.close(resolve));
    expect(called).toEqual([]);
  });
});

describe('an answer to fetch', () => {
  it('ends beyond its limit, also when it unpacks to far more than it was', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 ** 2, 0x20));
    const server = (await import('node:http')).createServer((_request, response) => void response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(bomb));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const response = await pool.fetch(readBaseUrl(baseUrl, true))(`${baseUrl}/models`);
    await expect(response.text()).rejects.toThrow(/longer than/);
    await new Promise((resolve) => server.close(resolve));
  });
});

describe('behind a proxy', () => {
  it('only names on the list are dialled', async () => {
    const proxied = new VendorPool({ proxy: { url: 'http://127.0.0.1:1', hosts: ['api.example.com'] } });
    expect(() => proxied.dispatcher(readBaseUrl('https://other.example.com', false))).toThrow(/VENDOR_PROXY_HOSTS/);
    expect(proxied.dispatcher(readBaseUrl('https://api.example.com', false))).toBeDefined();
    await proxied.close();
  });
});
