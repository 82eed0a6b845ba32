// Facts that others may act on and nobody's correctness depends on: published beside the work, never in its way.
import { randomUUID } from 'node:crypto';
import { protobufContentType, toCloudEventHeaders, type EventBus } from '../events/index.js';
import type { Logger } from '../telemetry/index.js';
import { currentTraceparent } from '../telemetry/index.js';

export interface FactPublisher {
  /** Returns at once; a failure is logged. `type` is a name in the past tense with its version. */
  publish(fact: { readonly subject: string; readonly type: string; readonly data: Uint8Array }): void;
  /** Waits for what is under way. */
  close(): Promise<void>;
}

/** `source` says who speaks: /credential/credential-1. */
export function factPublisher({ events, source, logger }: { events: EventBus; source: string; logger: Logger }): FactPublisher {
  const underWay = new Set<Promise<void>>();
  return {
    publish({ subject, type, data }) {
      const id = randomUUID();
      const headers = toCloudEventHeaders({ id, type, source, subject, time: new Date(), dataContentType: protobufContentType, traceparent: currentTraceparent() });
      const sending = events
        .publish({ subject, headers, data, messageId: id })
        .catch((error: unknown) => logger.warn({ subject, err: error }, 'a fact was not published; whoever needs it finds it by its watch'))
        .finally(() => underWay.delete(sending));
      underWay.add(sending);
    },
    async close() {
      await Promise.all(underWay);
    },
  };
}
