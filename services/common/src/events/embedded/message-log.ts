// What a durable needs of its stream: the messages behind a place, in order.
import type { EventMessage } from '../types.js';

export type StoredMessage = EventMessage & { readonly sequence: number; readonly storedAtMs: number };

export type MessageLog = {
  after(sequence: number, patterns: readonly string[]): Iterable<StoredMessage>;
  readonly lastSequence: number;
  readonly incarnation: string;
};
