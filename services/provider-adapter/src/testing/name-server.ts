// A name server on this machine that answers as it is told, and may change its mind between two questions.
import { createSocket, type Socket } from 'node:dgram';
import { Resolver } from 'node:dns';
import type { AddressInfo } from 'node:net';
import type { Resolve } from '../toolkit/http/guarded-lookup.js';

/** IPv4 addresses for each time a name is asked; the last answer stays. */
export type Zone = Readonly<Record<string, readonly (readonly string[])[]>>;

export interface NameServer {
  /** In place of the system's resolver. */
  readonly resolve: Resolve;
  close(): void;
}

export async function startNameServer(zone: Zone): Promise<NameServer> {
  const socket = createSocket('udp4');
  const asked = new Map<string, number>();
  socket.on('message', (query, { port, address }) => {
    const name = nameIn(query);
    const answers = zone[name] ?? [];
    const turn = asked.get(name) ?? 0;
    asked.set(name, turn + 1);
    socket.send(reply(query, answers[Math.min(turn, answers.length - 1)] ?? []), port, address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const resolver = new Resolver({ timeout: 1_000, tries: 1 });
  resolver.setServers([`127.0.0.1:${(socket.address() as AddressInfo).port}`]);
  const resolve: Resolve = (hostname, callback) => {
    resolver.resolve4(hostname, (error, addresses) => (error === null ? callback(null, addresses.map((address) => ({ address, family: 4 }))) : callback(error, [])));
  };
  return { resolve, close: () => close(socket, resolver) };
}

function close(socket: Socket, resolver: Resolver): void {
  resolver.cancel();
  socket.close();
}

/** The question's name (RFC 1035, 4.1.2), in lower case and without the dot at its end. */
function nameIn(query: Buffer): string {
  const labels: string[] = [];
  for (let at = 12; query[at] !== 0 && at < query.length; at += 1 + query[at]!) labels.push(query.toString('latin1', at + 1, at + 1 + query[at]!));
  return labels.join('.').toLowerCase();
}

/** The question again, with an A record for each address. */
function reply(query: Buffer, addresses: readonly string[]): Buffer {
  const end = query.indexOf(0, 12) + 5;
  const header = Buffer.from(query.subarray(0, 12));
  header.writeUInt16BE(0x8180 | (addresses.length === 0 ? 3 : 0), 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(addresses.length, 6);
  header.fill(0, 8);
  // A pointer to the name in the question, type A, class IN, to be forgotten at once, four bytes.
  const records = addresses.map((address) => Buffer.from([0xc0, 0x0c, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, ...address.split('.').map(Number)]));
  return Buffer.concat([header, query.subarray(12, end), ...records]);
}
