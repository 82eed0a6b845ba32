// health-monitor's verdicts, for the route table.
import type { Health, RouteStatus } from '@switchyard/proto/health/v1/health_service';
import { timestampMs } from '@bufbuild/protobuf/wkt';
import { watchForever, type Client, type Watch } from '@switchyard/common/grpc';
import type { Logger } from '@switchyard/common/telemetry';
import type { RouteTable, Verdict } from '../domain/route-table.js';

/** A verdict that was not renewed for this long says nothing any longer. */
const verdictLifeMs = 30_000;

export function watchHealth(options: { health: Client<typeof Health>; routes: RouteTable; logger: Logger }): Watch {
  const verdicts = new Map<string, Verdict>();
  return watchForever({
    open: (signal) => options.health.watchStatus({}, { signal }),
    onFrame({ snapshot, routes }) {
      if (snapshot) verdicts.clear();
      for (const status of routes) verdicts.set(status.route, toVerdict(status));
      options.routes.setVerdicts(new Map(verdicts));
    },
    onConnection: ({ connected, error }) => options.logger[connected ? 'info' : 'warn']({ connected, error }, 'watch of health'),
  });
}

function toVerdict({ status, why, madeAt }: RouteStatus): Verdict {
  return { status, why, expiresAtMs: (madeAt === undefined ? Date.now() : timestampMs(madeAt)) + verdictLifeMs };
}
