// What the rest of the house sees of the bus: facts that last and hints that need not arrive.

export type EventHeaders = { readonly [name: string]: string };

// Where a message stands in its stream. A stream that was made anew has another incarnation, and
// sequences of one say nothing about the other.
export type StreamPosition = { readonly incarnation: string; readonly sequence: bigint };

export type EventMessage = {
  readonly subject: string;
  readonly headers?: EventHeaders;
  readonly data: Uint8Array;
  // Messages with the same id within the stream's duplicate window are stored once.
  readonly messageId: string;
};

export type Delivery = {
  readonly subject: string;
  readonly headers: EventHeaders;
  readonly data: Uint8Array;
  readonly position: StreamPosition;
  // 1 for the first time.
  readonly deliveryCount: number;
};

export type ConsumeOptions = {
  readonly stream: string;
  // The consumer's lasting name. Processes that share one share its messages; each message goes to one of them.
  readonly durable: string;
  // What to take from the stream, wildcards * and > included.
  readonly subjects: readonly string[];
  // The last position that the handler's own store has taken in. Given, it decides where to go on,
  // not the broker's memory of acks; a position of another incarnation means from the beginning
  // (`fromBeginning` does so always). Only one process at a time may use the durable then.
  readonly startAfter?: StreamPosition;
  readonly batchMax?: number;
  readonly maxAckPending?: number;
  // How long the broker waits before it gives messages of a silent process to another one.
  readonly ackWaitMs?: number;
};

// Everything in the batch is acknowledged when it resolves. When it throws, the whole batch comes
// again after a pause, in which nothing else is pulled.
export type BatchHandler = (batch: Delivery[]) => Promise<void>;

export type Consumer = {
  // Waits for the batch at hand; what is not acknowledged comes again to whoever consumes next.
  close(): Promise<void>;
};

export type Subscription = { close(): Promise<void> };

export type StreamDeclaration = {
  readonly name: string;
  readonly subjects: readonly string[];
  readonly maxAgeMs: number;
  // What happens when bytesMax is reached: `refuse` new messages, or `forget_oldest`.
  readonly whenFull: 'refuse' | 'forget_oldest';
  // Absent: as much as the disk gives.
  readonly bytesMax?: number;
  readonly replicas: number;
  readonly duplicateWindowMs: number;
};

export type EventBus = {
  // Resolves when the message is durably accepted. Rejects with EventPublishError when that is not
  // known within the publish timeout: publish it again, its id makes that harmless.
  publish(message: EventMessage): Promise<void>;
  // Resolves when the consumer is set up, or at once while the broker is away: it starts when it is back.
  consume(options: ConsumeOptions, handler: BatchHandler): Promise<Consumer>;
  // Core NATS: at most once, to whoever listens now. Never throws.
  hint(subject: string, data: Uint8Array): void;
  subscribe(subject: string, handler: (hint: { subject: string; data: Uint8Array }) => void): Promise<Subscription>;
  // Makes the streams or adapts them. Idempotent. While the broker is away it is remembered and done on connecting.
  ensureStreams(declarations: readonly StreamDeclaration[]): Promise<void>;
  // Messages that a durable of this bus has not acknowledged yet.
  pending(durable: string): Promise<bigint>;
  readonly connected: boolean;
  // The largest message that the broker takes, headers included; undefined while that is unknown or without limit.
  readonly messageBytesMax?: number | undefined;
  close(): Promise<void>;
};

// The part of a pino logger that the bus needs.
export type EventsLog = { info(fields: object, sentence: string): void; warn(fields: object, sentence: string): void; error(fields: object, sentence: string): void };

// Goes before every message of every incarnation.
export const fromBeginning: StreamPosition = { incarnation: '', sequence: 0n };
