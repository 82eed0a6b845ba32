// The router's word about an attempt, kept until the adapter speaks or need not be waited for.
import { create, fromBinary } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { UsageFactSchema, type UsageFact } from '@switchyard/proto/event/v1/usage';
import { testimoniesOf, type Testimony } from './testimony.js';

export function factOfWaiting({ terms, witness, evidence, outcome, startedAtMs, finishedAtMs, usage }: Testimony): UsageFact {
  return create(UsageFactSchema, {
    fact: {
      case: 'attemptFinished',
      value: { terms, witness, evidence, outcome, usage, startedAt: timestampFromMs(startedAtMs), finishedAt: finishedAtMs === undefined ? undefined : timestampFromMs(finishedAtMs) },
    },
  });
}

export function waitingOf(content: Uint8Array): Testimony {
  const [testimony] = testimoniesOf(fromBinary(UsageFactSchema, content));
  if (testimony === undefined) throw new Error('A pending attempt holds no testimony.');
  return testimony;
}
