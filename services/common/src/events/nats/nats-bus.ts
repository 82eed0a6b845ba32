// The bus over NATS: facts through JetStream, hints through core NATS.
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { headers as makeHeaders, type MsgHdrs, type NatsConnection } from '@nats-io/transport-node';
import { EventPublishError } from '../errors.js';
import { ackWaitMsDefault } from '../limits.js';
import { runBatches } from '../run-batches.js';
import type { BatchHandler, ConsumeOptions, Consumer, EventBus, EventHeaders, EventMessage, EventsLog, StreamDeclaration, Subscription } from '../types.js';
import { Connection, type NatsConfig } from './connection.js';
import { ensureStream } from './ensure-stream.js';
import { PullSource } from './pull-source.js';

export type NatsBusOptions = NatsConfig & { readonly publishTimeoutMs: number };

export class NatsBus implements EventBus {
  readonly #connection: Connection;
  readonly #options: NatsBusOptions;
  readonly #log: EventsLog | undefined;
  readonly #declared = new Map<string, StreamDeclaration>();
  readonly #consumers = new Set<Consumer>();
  readonly #streamOfDurable = new Map<string, string>();
  readonly #stop = new AbortController();

  constructor(options: NatsBusOptions, log?: EventsLog) {
    this.#options = options;
    this.#log = log;
    this.#connection = new Connection(options, log);
    // A broker that came back with an empty disk gets its streams again before anything is published.
    this.#connection.onConnected((connection) => this.#makeStreams(connection, [...this.#declared.values()]));
  }

  get connected(): boolean {
    return this.#connection.live !== undefined;
  }

  get messageBytesMax(): number | undefined {
    return this.#connection.live?.info?.max_payload;
  }

  // Resolves when connected, or after so long without.
  async waitForConnection(timeoutMs: number): Promise<void> {
    const signal = AbortSignal.any([this.#stop.signal, AbortSignal.timeout(timeoutMs)]);
    await this.#connection.whenLive(signal).catch(() => undefined);
  }

  async ensureStreams(declarations: readonly StreamDeclaration[]): Promise<void> {
    for (const declaration of declarations) this.#declared.set(declaration.name, declaration);
    const connection = this.#connection.live;
    if (connection) await this.#makeStreams(connection, declarations);
  }

  async publish(message: EventMessage): Promise<void> {
    const { publishTimeoutMs } = this.#options;
    const startedAtMs = performance.now();
    const signal = AbortSignal.any([this.#stop.signal, AbortSignal.timeout(publishTimeoutMs)]);
    try {
      // Waiting here, and not in the client's send buffer, keeps what is sent after an outage bounded.
      const connection = await this.#connection.whenLive(signal);
      const timeout = Math.max(1, publishTimeoutMs - (performance.now() - startedAtMs));
      await jetstream(connection).publish(message.subject, message.data, { msgID: message.messageId, headers: toMsgHdrs(message.headers), timeout });
    } catch (cause) {
      throw new EventPublishError(`Publishing to ${message.subject} was not confirmed within ${publishTimeoutMs} ms.`, { cause });
    }
  }

  async consume(options: ConsumeOptions, handler: BatchHandler): Promise<Consumer> {
    const source = new PullSource(this.#connection, options, this.#log);
    this.#streamOfDurable.set(options.durable, options.stream);
    const connection = this.#connection.live;
    if (connection) await source.setUp(connection).catch((error: unknown) => this.#log?.warn({ consumer: options.durable, err: error }, 'the consumer is not set up yet; trying again'));
    const consumer = runBatches({ name: options.durable, source, handler, keepAliveEveryMs: (options.ackWaitMs ?? ackWaitMsDefault) / 3, log: this.#log });
    const tracked: Consumer = {
      close: async () => {
        await consumer.close();
        this.#consumers.delete(tracked);
      },
    };
    this.#consumers.add(tracked);
    return tracked;
  }

  hint(subject: string, data: Uint8Array): void {
    // While the broker is away nobody would hear it in time.
    this.#connection.live?.publish(subject, data);
  }

  async subscribe(subject: string, handler: (hint: { subject: string; data: Uint8Array }) => void): Promise<Subscription> {
    let unsubscribe: (() => void) | undefined;
    // The client keeps subscriptions over reconnects, so this is done once.
    const listen = async (connection: NatsConnection): Promise<void> => {
      forget?.();
      if (unsubscribe) return;
      const subscription = connection.subscribe(subject, {
        callback: (error, message) => {
          try {
            if (!error) handler({ subject: message.subject, data: message.data });
          } catch (failure) {
            this.#log?.warn({ subject: message.subject, err: failure }, 'a hint could not be handled');
          }
        },
      });
      unsubscribe = () => subscription.unsubscribe();
      await connection.flush();
    };
    const connection = this.#connection.live;
    const forget = connection ? undefined : this.#connection.onConnected(listen);
    if (connection) await listen(connection);
    return {
      close: async () => {
        forget?.();
        unsubscribe?.();
      },
    };
  }

  async pending(durable: string): Promise<bigint> {
    const connection = this.#connection.live;
    const stream = this.#streamOfDurable.get(durable);
    if (!connection || stream === undefined) throw new Error(`What is pending for ${durable} is unknown: ${connection ? 'this bus does not consume it' : 'the broker is away'}.`);
    const manager = await jetstreamManager(connection, { checkAPI: false });
    const info = await manager.consumers.info(stream, durable);
    return BigInt(info.num_pending + info.num_ack_pending);
  }

  async close(): Promise<void> {
    this.#stop.abort(new Error('The bus is closed.'));
    await Promise.all([...this.#consumers].map((consumer) => consumer.close()));
    // Acks and hints that were written must leave before the socket closes.
    const connection = this.#connection.live;
    if (connection) await Promise.race([connection.flush().catch(() => undefined), new Promise((resolve) => setTimeout(resolve, 1_000).unref())]);
    await this.#connection.close();
  }

  async #makeStreams(connection: NatsConnection, declarations: readonly StreamDeclaration[]): Promise<void> {
    if (declarations.length === 0) return;
    const manager = await jetstreamManager(connection, { checkAPI: false });
    for (const declaration of declarations) await ensureStream(manager, declaration);
  }
}

function toMsgHdrs(headers: EventHeaders | undefined): MsgHdrs {
  const result = makeHeaders();
  for (const [name, value] of Object.entries(headers ?? {})) result.set(name, value);
  return result;
}
