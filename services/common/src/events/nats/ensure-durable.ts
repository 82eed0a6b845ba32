// Makes a durable consumer, or moves it to where its owner's store says that it should go on.
import { AckPolicy, DeliverPolicy, type ConsumerInfo, type JetStreamManager, type StreamInfo } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import { ackWaitMsDefault, maxAckPendingDefault } from '../limits.js';
import type { ConsumeOptions, EventsLog, StreamPosition } from '../types.js';
import { isConsumerNotFound } from './ensure-stream.js';

// A stream that was deleted and made anew has another time of creation.
function incarnationOf(stream: StreamInfo): string {
  return `${stream.config.name}@${stream.created}`;
}

// Returns the incarnation of the stream that the durable now reads.
export async function ensureDurable(manager: JetStreamManager, options: ConsumeOptions, position: StreamPosition | undefined, log?: EventsLog): Promise<string> {
  const stream = await manager.streams.info(options.stream);
  const incarnation = incarnationOf(stream);
  const after = position === undefined ? undefined : resumeAfter(position, incarnation, stream, log);
  const existing = await manager.consumers.info(options.stream, options.durable).catch((error: unknown) => {
    if (isConsumerNotFound(error)) return undefined;
    throw error;
  });

  const settings = {
    filter_subjects: [...options.subjects],
    ack_wait: nanos(options.ackWaitMs ?? ackWaitMsDefault),
    max_ack_pending: options.maxAckPending ?? maxAckPendingDefault,
    max_deliver: -1,
  };
  if (existing && (after === undefined || standsAfter(existing, after))) {
    await manager.consumers.update(options.stream, options.durable, settings);
    return incarnation;
  }
  // Where a durable starts cannot be changed, so it is made again.
  if (existing) await manager.consumers.delete(options.stream, options.durable);
  const start = after === undefined || after === 0 ? { deliver_policy: DeliverPolicy.All } : { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: after + 1 };
  await manager.consumers.add(options.stream, { ...settings, ...start, durable_name: options.durable, ack_policy: AckPolicy.Explicit });
  return incarnation;
}

// A sequence beyond the stream's end means that the broker lost its tail; numbers after it are used
// again for other messages, so only the beginning is safe. The handler's keys drop what it has.
function resumeAfter(position: StreamPosition, incarnation: string, stream: StreamInfo, log: EventsLog | undefined): number {
  const isHere = position.incarnation === incarnation && position.sequence <= BigInt(stream.state.last_seq);
  if (isHere) return Number(position.sequence);
  if (position.incarnation !== '') log?.warn({ stream: stream.config.name, position: String(position.sequence), was: position.incarnation, is: incarnation }, 'the stream is not the one that was read before; reading it from the beginning');
  return 0;
}

// Whether the durable would go on exactly there, with nothing handed out that waits for its time to run out.
function standsAfter(existing: ConsumerInfo, after: number): boolean {
  return existing.num_ack_pending === 0 && existing.ack_floor.stream_seq === after && existing.delivered.stream_seq === after;
}
