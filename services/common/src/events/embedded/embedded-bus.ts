// The bus of one process. Services in it meet by name; nothing leaves the process.
import { ackWaitMsDefault, batchMaxDefault } from '../limits.js';
import { EventPublishError } from '../errors.js';
import { rememberPosition, runBatches, type BatchSource } from '../run-batches.js';
import type { BatchHandler, ConsumeOptions, Consumer, EventBus, EventMessage, EventsLog, StreamDeclaration, StreamPosition, Subscription } from '../types.js';
import type { EmbeddedBroker } from './broker.js';
import type { MemoryDurable } from './memory-durable.js';
import type { MemoryStream } from './memory-stream.js';

export class EmbeddedBus implements EventBus {
  readonly #broker: EmbeddedBroker;
  readonly #log: EventsLog | undefined;
  readonly #consumers = new Set<Consumer>();
  readonly #unlisten = new Set<() => void>();
  readonly #durables = new Map<string, MemoryStream>();
  #isClosed = false;

  constructor(broker: EmbeddedBroker, log?: EventsLog) {
    this.#broker = broker;
    this.#log = log;
  }

  get connected(): boolean {
    return !this.#isClosed;
  }

  async ensureStreams(declarations: readonly StreamDeclaration[]): Promise<void> {
    for (const declaration of declarations) this.#broker.ensureStream(declaration);
  }

  async publish(message: EventMessage): Promise<void> {
    if (this.#isClosed) throw new EventPublishError('The bus is closed.');
    // As over a wire: nobody hears of it within the publisher's own turn.
    await new Promise((resolve) => setImmediate(resolve));
    this.#broker.publish(message);
  }

  async consume(options: ConsumeOptions, handler: BatchHandler): Promise<Consumer> {
    const source = this.#source(options);
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
    if (!this.#isClosed) this.#broker.hint(subject, data);
  }

  async subscribe(subject: string, handler: (hint: { subject: string; data: Uint8Array }) => void): Promise<Subscription> {
    const deliver = (hint: { subject: string; data: Uint8Array }): void => {
      try {
        handler(hint);
      } catch (error) {
        this.#log?.warn({ subject: hint.subject, err: error }, 'a hint could not be handled');
      }
    };
    const unlisten = this.#broker.listen({ pattern: subject, deliver });
    this.#unlisten.add(unlisten);
    return {
      close: async () => {
        unlisten();
        this.#unlisten.delete(unlisten);
      },
    };
  }

  async pending(durable: string): Promise<bigint> {
    return BigInt(this.#durables.get(durable)?.existingDurable(durable)?.pendingCount ?? 0);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#consumers].map((consumer) => consumer.close()));
    for (const unlisten of this.#unlisten) unlisten();
    this.#isClosed = true;
  }

  #source(options: ConsumeOptions): BatchSource {
    let position: StreamPosition | undefined = options.startAfter;
    const setUp = (): MemoryDurable => {
      const stream = this.#broker.stream(options.stream);
      if (!stream) throw new Error(`The stream ${options.stream} does not exist; call ensureStreams first.`);
      this.#durables.set(options.durable, stream);
      return stream.durable({ ...options, startAfter: position });
    };
    let durable = this.#broker.stream(options.stream) ? setUp() : undefined;
    return {
      pull: async (signal) => {
        if (!durable || durable.isReplaced) durable = setUp();
        const batch = await durable.pull(options.batchMax ?? batchMaxDefault, signal);
        return batch && rememberPosition(batch, position !== undefined, (last) => (position = last));
      },
      close: () => {},
    };
  }
}
