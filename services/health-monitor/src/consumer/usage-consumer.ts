// Attempts as the adapters report them, from the bus into the state.
import { fromBinary } from '@bufbuild/protobuf';
import { AttemptKind } from '@switchyard/proto/common/v1/attempt';
import { UsageBatchSchema, type UsageFact } from '@switchyard/proto/event/v1/usage';
import { subjects, type Consumer, type EventBus } from '@switchyard/common/events';
import type { RouteStatus } from '@switchyard/proto/health/v1/health_service';
import type { HealthState } from '../domain/health-state.js';
import { observationOf } from '../domain/observation-of-fact.js';
import { batchMax, bucketMs, buckets } from '../limits.js';

export interface UsageConsumerOptions {
  readonly bus: EventBus;
  readonly state: HealthState;
  /** Each replica judges for itself, so each has a consumer of its own. */
  readonly durable: string;
  readonly now: () => number;
  readonly random: () => number;
  readonly onChanged: (status: RouteStatus) => void;
}

export function consumeUsage({ bus, state, durable, now, random, onChanged }: UsageConsumerOptions): Promise<Consumer> {
  const take = ({ fact, tenant }: UsageFact): void => {
    if (fact.case !== 'attemptFinished') return;
    const observation = observationOf(fact.value);
    // What is older than the window says nothing about now: after an outage the backlog is skipped.
    if (observation === undefined || observation.atMs < now() - bucketMs * buckets) return;
    const source = fact.value.terms?.kind === AttemptKind.PROBE ? 'probe' : 'traffic';
    const changed = state.observe(fact.value.route, observation, { source, tenant, nowMs: now(), random });
    if (changed !== undefined) onChanged(changed);
  };
  return bus.consume({ stream: 'USAGE', durable, subjects: [subjects.usageAll], batchMax }, async (batch) => {
    for (const { data } of batch) decode(data).forEach(take);
  });
}

/** A message that cannot be read is the ledger's to park; here it says nothing. */
function decode(data: Uint8Array): UsageFact[] {
  try {
    return fromBinary(UsageBatchSchema, data).facts;
  } catch {
    return [];
  }
}
