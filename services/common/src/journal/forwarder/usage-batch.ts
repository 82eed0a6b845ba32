// Puts encoded facts into messages without decoding them: a UsageBatch is its facts' bytes, each
// behind a tag and a length (protobuf wire format), and only id, tenant and trace are looked at.
import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { createHash } from 'node:crypto';
import { subjects, usageShardOf } from '../../events/index.js';
import type { JournalEntry } from '../journal.js';
import { bytesPerMessageMax, factsPerMessageMax } from './limits.js';

export type UsageMessage = {
  readonly subject: string;
  readonly data: Uint8Array;
  // The hash of the bytes: the same facts in the same order are the same message.
  readonly messageId: string;
  readonly sequences: readonly number[];
  readonly traceparents: readonly string[];
};

type FactHead = { readonly tenant: string; readonly traceparent: string };

// Numbers of UsageFact's and UsageBatch's fields in switchyard/event/v1/usage.proto.
const tenantField = 2;
const traceparentField = 3;
const factsField = 1;

export type BatchLimits = { readonly factsMax: number; readonly bytesMax: number };

const limitsDefault: BatchLimits = { factsMax: factsPerMessageMax, bytesMax: bytesPerMessageMax };

// One message or more per shard, facts in the journal's order. Entries that are no fact, or larger than
// a message, are handed to onBroken.
export function toUsageMessages(entries: readonly JournalEntry[], onBroken: (entry: JournalEntry, error: unknown) => void, limits: BatchLimits = limitsDefault): UsageMessage[] {
  const shards = new Map<number, MessageBuilder[]>();
  for (const entry of entries) {
    let head: FactHead;
    try {
      head = readFactHead(entry.payload);
      if (entry.payload.length > limits.bytesMax) throw new RangeError(`It has ${entry.payload.length} bytes; a message takes ${limits.bytesMax}.`);
    } catch (error) {
      onBroken(entry, error);
      continue;
    }
    const shard = usageShardOf(head.tenant);
    const builders = shards.get(shard) ?? [];
    shards.set(shard, builders);
    if (!builders.at(-1)?.takes(entry)) builders.push(new MessageBuilder(subjects.usage(shard), limits));
    builders.at(-1)!.add(entry, head.traceparent);
  }
  return [...shards.values()].flat().map((builder) => builder.build());
}

function readFactHead(payload: Uint8Array): FactHead {
  const reader = new BinaryReader(payload);
  let [tenant, traceparent] = ['', ''];
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag();
    if (field === tenantField && wireType === WireType.LengthDelimited) tenant = reader.string();
    else if (field === traceparentField && wireType === WireType.LengthDelimited) traceparent = reader.string();
    else reader.skip(wireType, field);
  }
  return { tenant, traceparent };
}

class MessageBuilder {
  readonly #subject: string;
  readonly #limits: BatchLimits;
  readonly #writer = new BinaryWriter();
  readonly #sequences: number[] = [];
  readonly #traceparents: string[] = [];
  #bytes = 0;

  constructor(subject: string, limits: BatchLimits) {
    this.#subject = subject;
    this.#limits = limits;
  }

  takes(entry: JournalEntry): boolean {
    return this.#sequences.length < this.#limits.factsMax && this.#bytes + entry.payload.length <= this.#limits.bytesMax;
  }

  add(entry: JournalEntry, traceparent: string): void {
    this.#writer.tag(factsField, WireType.LengthDelimited).bytes(entry.payload);
    this.#bytes += entry.payload.length;
    this.#sequences.push(entry.sequence);
    if (traceparent !== '') this.#traceparents.push(traceparent);
  }

  build(): UsageMessage {
    const data = this.#writer.finish();
    const messageId = createHash('sha256').update(data).digest('hex');
    return { subject: this.#subject, data, messageId, sequences: this.#sequences, traceparents: this.#traceparents };
  }
}
