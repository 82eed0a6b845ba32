// Pulls batches from a durable with raw pull requests: `no_wait` together with `expires` waits for the
// first message and then takes what is there, so a batch fills under load and nothing lingers
// when there is none. (The client library's own fetch waits for a full batch or its expiry.)
import { jetstreamManager, type DeliveryInfo } from '@nats-io/jetstream';
import { createInbox, nanos, type Msg, type NatsConnection, type Subscription } from '@nats-io/transport-node';
import { batchMaxDefault, pullExpiresMs, pullGraceMs } from '../limits.js';
import { rememberPosition, type BatchSource, type PulledBatch } from '../run-batches.js';
import type { ConsumeOptions, Delivery, EventsLog, StreamPosition } from '../types.js';
import type { Connection } from './connection.js';
import { ensureDurable } from './ensure-durable.js';
import { parseAckSubject } from './parse-ack-subject.js';

const ack = new TextEncoder().encode('+ACK');
const nak = new TextEncoder().encode('-NAK');
const inProgress = new TextEncoder().encode('+WPI');

export class PullSource implements BatchSource {
  readonly #connection: Connection;
  readonly #options: ConsumeOptions;
  readonly #log: EventsLog | undefined;
  readonly #inbox = createInbox();
  readonly #forget: () => void;
  #position: StreamPosition | undefined;
  #incarnation: string | undefined;
  #subscription: Subscription | undefined;
  #pullNumber = 0;
  #received: Msg[] = [];
  #onMessage: ((message: Msg) => void) | undefined;

  constructor(connection: Connection, options: ConsumeOptions, log?: EventsLog) {
    this.#connection = connection;
    this.#options = options;
    this.#log = log;
    this.#position = options.startAfter;
    // After a restart the broker may have lost acks, the durable or the whole stream.
    this.#forget = connection.onDisconnected(() => (this.#incarnation = undefined));
  }

  // Checks the stream and places the durable, if that is still to be done.
  async setUp(connection: NatsConnection): Promise<string> {
    if (this.#incarnation !== undefined) return this.#incarnation;
    const manager = await jetstreamManager(connection, { checkAPI: false });
    this.#incarnation = await ensureDurable(manager, this.#options, this.#position, this.#log);
    this.#received = [];
    this.#subscription ??= connection.subscribe(`${this.#inbox}.*`, { callback: (error, message) => (error ? undefined : this.#receive(message)) });
    return this.#incarnation;
  }

  async pull(signal: AbortSignal): Promise<PulledBatch | undefined> {
    const connection = await this.#connection.whenLive(signal);
    const incarnation = await this.setUp(connection);
    if (this.#received.length === 0) await this.#request(connection, signal);
    const messages = this.#received.splice(0, this.#options.batchMax ?? batchMaxDefault);
    if (messages.length === 0) return undefined;
    const batch = toBatch(connection, messages, incarnation);
    if (signal.aborted) return void batch.giveBack();
    return rememberPosition(batch, this.#position !== undefined, (last) => (this.#position = last));
  }

  close(): void {
    this.#forget();
    const connection = this.#connection.live;
    if (connection) for (const message of this.#received) connection.publish(message.reply!, nak);
    this.#subscription?.unsubscribe();
  }

  // Every message counts, also one that answers an earlier pull; a status only if it answers this one.
  #receive(message: Msg): void {
    if (message.reply?.startsWith('$JS.ACK.')) this.#received.push(message);
    this.#onMessage?.(message);
  }

  async #request(connection: NatsConnection, signal: AbortSignal): Promise<void> {
    const { stream, durable, batchMax = batchMaxDefault } = this.#options;
    this.#pullNumber += 1;
    const reply = `${this.#inbox}.${this.#pullNumber}`;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, pullExpiresMs + pullGraceMs);
    const forget = this.#connection.onDisconnected(resolve);
    const stop = (): void => resolve();
    signal.addEventListener('abort', stop, { once: true });
    this.#onMessage = (message) => {
      if (this.#received.length >= batchMax) resolve();
      else if (message.subject === reply) {
        const { code = 0, description = '' } = message.headers ?? {};
        // 404 and 408 end a pull: no more messages. Others say that the durable is gone (503, 409
        // Consumer Deleted) or that a limit or an election is in the way: set up again after a pause.
        if ((code === 404 && this.#received.length > 0) || code === 408) resolve();
        else {
          this.#incarnation = undefined;
          reject(new Error(`The broker refused a pull for ${durable} of ${stream}: ${code} ${description}.`));
        }
      }
    };
    try {
      if (signal.aborted) return;
      const request = JSON.stringify({ batch: batchMax, no_wait: true, expires: nanos(pullExpiresMs) });
      connection.publish(`$JS.API.CONSUMER.MSG.NEXT.${stream}.${durable}`, request, { reply });
      await promise;
    } finally {
      clearTimeout(timer);
      forget();
      signal.removeEventListener('abort', stop);
      this.#onMessage = undefined;
    }
  }
}

function toBatch(connection: NatsConnection, messages: readonly Msg[], incarnation: string): PulledBatch {
  const tell = (answer: Uint8Array) => (): void => {
    if (!connection.isClosed()) for (const message of messages) connection.publish(message.reply!, answer);
  };
  return { deliveries: messages.map((message) => toDelivery(message, parseAckSubject(message.reply!), incarnation)), ack: tell(ack), giveBack: tell(nak), keepAlive: tell(inProgress) };
}

function toDelivery(message: Msg, info: Pick<DeliveryInfo, 'streamSequence' | 'deliveryCount'>, incarnation: string): Delivery {
  const headers: Record<string, string> = {};
  for (const [name, values] of message.headers ?? []) if (values[0] !== undefined) headers[name] = values[0];
  return { subject: message.subject, headers, data: message.data, position: { incarnation, sequence: BigInt(info.streamSequence) }, deliveryCount: info.deliveryCount };
}
