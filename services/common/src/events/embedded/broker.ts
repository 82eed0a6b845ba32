// The broker of one process: streams in memory with the guarantees of JetStream, forgotten at exit.
// Journals publish again what it forgot.
import { systemClock, type Clock } from '../../lifecycle/index.js';
import { EventPublishError } from '../errors.js';
import { matchesSubject } from '../subjects.js';
import type { EventMessage, StreamDeclaration } from '../types.js';
import { MemoryStream } from './memory-stream.js';

type HintListener = { readonly pattern: string; readonly deliver: (hint: { subject: string; data: Uint8Array }) => void };

export class EmbeddedBroker {
  readonly #streams = new Map<string, MemoryStream>();
  readonly #hintListeners = new Set<HintListener>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  ensureStream(declaration: StreamDeclaration): void {
    const stream = this.#streams.get(declaration.name);
    if (stream) stream.declaration = declaration;
    else this.#streams.set(declaration.name, new MemoryStream(declaration, this.#clock));
  }

  stream(name: string): MemoryStream | undefined {
    return this.#streams.get(name);
  }

  publish(message: EventMessage): void {
    const stream = [...this.#streams.values()].find(({ declaration }) => declaration.subjects.some((pattern) => matchesSubject(pattern, message.subject)));
    if (!stream) throw new EventPublishError(`No stream takes the subject ${message.subject}; declare it in events/streams.ts.`);
    stream.append(message);
  }

  // At most once, and never within the caller's own stack, as over a wire.
  hint(subject: string, data: Uint8Array): void {
    const copy = new Uint8Array(data);
    for (const listener of this.#hintListeners) if (matchesSubject(listener.pattern, subject)) setImmediate(() => this.#hintListeners.has(listener) && listener.deliver({ subject, data: copy }));
  }

  listen(listener: HintListener): () => void {
    this.#hintListeners.add(listener);
    return () => void this.#hintListeners.delete(listener);
  }
}

const brokers = new Map<string, EmbeddedBroker>();

// One broker per name and process, so that services of one process meet on it.
export function embeddedBroker(name: string, clock: Clock = systemClock): EmbeddedBroker {
  const broker = brokers.get(name) ?? new EmbeddedBroker(clock);
  brokers.set(name, broker);
  return broker;
}
