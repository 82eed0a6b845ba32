// health-monitor's business events: a fact on the bus and a line in the log.
import { create, toBinary } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { createHash } from 'node:crypto';
import { RouteHealthChangedSchema } from '@switchyard/proto/event/v1/changed';
import type { RouteStatus } from '@switchyard/proto/health/v1/health_service';
import { protobufContentType, subjects, toCloudEventHeaders, type EventBus } from '@switchyard/common/events';
import type { Logger } from '@switchyard/common/telemetry';

export interface HealthEvents {
  healthChanged(status: RouteStatus, nowMs: number): void;
}

export function healthEvents({ bus, logger, source }: { bus: EventBus; logger: Logger; source: string }): HealthEvents {
  return {
    healthChanged({ route, provider, status, why, sequence }, nowMs) {
      logger.warn({ event: 'route health changed', route, status, why }, 'route health changed');
      const data = toBinary(RouteHealthChangedSchema, create(RouteHealthChangedSchema, { route, provider, status, why, sequence, changedAt: timestampFromMs(nowMs) }));
      const id = createHash('sha256').update(`${source}\n${route}\n${sequence}\n${nowMs}`).digest('hex');
      const headers = toCloudEventHeaders({ id, type: 'switchyard.health.route.v1', source, subject: route, time: new Date(nowMs), dataContentType: protobufContentType });
      // The verdict itself travels by watch; the fact is a hint for whoever else listens, so a lost one is no loss.
      bus.publish({ subject: subjects.healthRoute(provider), headers, data, messageId: id }).catch((error: unknown) => logger.info({ err: error }, 'the fact was not published'));
    },
  };
}
