// Facts out of messages. One that cannot be read spoils neither its message nor its batch.
import { fromBinary } from '@bufbuild/protobuf';
import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { UsageFactSchema } from '@switchyard/proto/event/v1/usage';
import type { Delivery } from '@switchyard/common/events';
import { cleanFact } from '../domain/clean-fact.js';
import type { DeliveredFact } from '../domain/plan-booking.js';
import { idLengthMax } from '../limits.js';

/** The number of UsageBatch.facts in switchyard/event/v1/usage.proto. */
const factsField = 1;

export function readFacts(deliveries: readonly Delivery[]): DeliveredFact[] {
  return deliveries.flatMap(readMessage);
}

function readMessage({ data, position }: Delivery): DeliveredFact[] {
  const name = `message/${position.incarnation}/${position.sequence}`;
  const facts: DeliveredFact[] = [];
  try {
    const reader = new BinaryReader(data);
    while (reader.pos < reader.len) {
      const [field, wireType] = reader.tag();
      if (field === factsField && wireType === WireType.LengthDelimited) facts.push(readFact(reader.bytes(), `${name}/${facts.length}`));
      else reader.skip(wireType, field);
    }
  } catch (error) {
    facts.push({ id: name, journalId: '', bytes: data, fact: undefined, problem: `The message cannot be read: ${(error as Error).message}` });
  }
  return facts;
}

export function readFact(bytes: Uint8Array, name: string): DeliveredFact {
  try {
    const fact = fromBinary(UsageFactSchema, bytes);
    if (fact.id === '' || fact.id.length > idLengthMax) return { id: name, journalId: fact.journalId, bytes, fact: undefined, problem: 'The fact has no id, or one that is too long.' };
    return { id: fact.id, journalId: fact.journalId, bytes, fact, problem: '', note: cleanFact(fact, bytes) };
  } catch (error) {
    return { id: name, journalId: '', bytes, fact: undefined, problem: `The fact cannot be read: ${(error as Error).message}` };
  }
}
