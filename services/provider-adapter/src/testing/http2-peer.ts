// A vendor that speaks HTTP/2 frame by frame, and so can do what a server of Node never would: keep its window shut, reset a stream
// without an error, answer no ping (RFC 9113, section 6).
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import type { SelfSigned } from './self-signed.js';

export const frameTypes = { data: 0, headers: 1, reset: 3, settings: 4, ping: 6, goaway: 7, windowUpdate: 8 } as const;

export interface Frame {
  readonly type: number;
  readonly flags: number;
  readonly streamId: number;
  readonly payload: Buffer;
  /** The connection that it came on. */
  readonly socket: TLSSocket;
}

export class Http2Peer {
  readonly frames: Frame[] = [];
  readonly sockets: TLSSocket[] = [];
  answersPings = true;
  /** Called for the last frame of every request. */
  onRequest: (request: PeerRequest) => void = () => {};
  readonly #server;

  constructor({ certificate, key }: SelfSigned) {
    this.#server = createServer({ cert: certificate, key, ALPNProtocols: ['h2'] }, (socket) => this.#speak(socket));
  }

  async listen(): Promise<string> {
    await once(this.#server.listen(0, '127.0.0.1'), 'listening');
    return `https://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
    this.#server.close();
  }

  /** The frames of this type that came. */
  of(type: number): Frame[] {
    return this.frames.filter((frame) => frame.type === type);
  }

  #speak(socket: TLSSocket): void {
    this.sockets.push(socket);
    socket.on('error', () => {});
    send(socket, { type: frameTypes.settings });
    let unread = Buffer.alloc(0);
    let isGreeted = false;
    socket.on('data', (piece: Buffer) => {
      unread = Buffer.concat([unread, piece]);
      if (!isGreeted && unread.length >= greetingBytes) {
        isGreeted = true;
        unread = unread.subarray(greetingBytes);
      }
      while (isGreeted && unread.length >= headBytes && unread.length >= headBytes + unread.readUIntBE(0, 3)) {
        const end = headBytes + unread.readUIntBE(0, 3);
        this.#take({ type: unread[3]!, flags: unread[4]!, streamId: unread.readUInt32BE(5), payload: unread.subarray(headBytes, end), socket });
        unread = unread.subarray(end);
      }
    });
  }

  #take(frame: Frame): void {
    const { type, flags, payload, socket } = frame;
    this.frames.push(frame);
    const isFirst = (flags & acknowledged) === 0;
    if (type === frameTypes.settings && isFirst) send(socket, { type, flags: acknowledged });
    if (type === frameTypes.ping && isFirst && this.answersPings) send(socket, { type, flags: acknowledged, payload });
    if ((type === frameTypes.headers || type === frameTypes.data) && (flags & endOfStream) !== 0) this.onRequest(new PeerRequest(frame));
  }
}

/** What the peer may say on the stream of a request; `isLast` is the flag that ends it. */
export class PeerRequest {
  readonly socket: TLSSocket;
  readonly streamId: number;

  constructor({ socket, streamId }: Pick<Frame, 'socket' | 'streamId'>) {
    this.socket = socket;
    this.streamId = streamId;
  }

  /** Status 200, of the static table, and no field. */
  headers(): this {
    return this.#send({ type: frameTypes.headers, flags: endOfHeaders, payload: Buffer.from([0x88]) });
  }

  data(text: string, { isLast = false } = {}): this {
    return this.#send({ type: frameTypes.data, flags: isLast ? endOfStream : 0, payload: Buffer.from(text) });
  }

  reset(code: number): this {
    return this.#send({ type: frameTypes.reset, payload: word(code) });
  }

  /** Says that it goes once its open streams are at their end. */
  sayGoodbye(): this {
    send(this.socket, { type: frameTypes.goaway, payload: Buffer.concat([word(this.streamId), word(0)]) });
    return this;
  }

  /** For the stream and for its connection. */
  openWindow(bytes: number): this {
    send(this.socket, { type: frameTypes.windowUpdate, payload: word(bytes) });
    return this.#send({ type: frameTypes.windowUpdate, payload: word(bytes) });
  }

  #send(frame: { type: number; flags?: number; payload?: Buffer }): this {
    send(this.socket, { streamId: this.streamId, ...frame });
    return this;
  }
}

const greetingBytes = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'.length;
const headBytes = 9;
const acknowledged = 0x1;
const endOfStream = 0x1;
const endOfHeaders = 0x4;

function send(socket: TLSSocket, { type, flags = 0, streamId = 0, payload = Buffer.alloc(0) }: { type: number; flags?: number; streamId?: number; payload?: Buffer }): void {
  const head = Buffer.alloc(headBytes);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(streamId, 5);
  if (!socket.destroyed) socket.write(Buffer.concat([head, payload]));
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
