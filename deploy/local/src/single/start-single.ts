// All services in this process, one after the other.
import type { ServiceDefinition } from '@switchyard/common/lifecycle';
import { startService, type RunningService } from '@switchyard/common/lifecycle';
import { clientOf, openTransport } from '@switchyard/common/grpc';
import { createLogger, sendLogsTo, startMetrics, startTracing } from '@switchyard/common/telemetry';
import { catalog } from '@switchyard/catalog';
import { console as consoleService } from '@switchyard/console';
import { costLedger } from '@switchyard/cost-ledger';
import { credential } from '@switchyard/credential';
import { healthMonitor } from '@switchyard/health-monitor';
import { providerAdapter } from '@switchyard/provider-adapter';
import { router } from '@switchyard/router';
import type { Running } from '../running.js';
import type { ServiceName, ServicePlan } from '../service-plan.js';

const definitions: Readonly<Record<ServiceName, ServiceDefinition<never>>> = {
  credential: credential as ServiceDefinition<never>,
  catalog: catalog as ServiceDefinition<never>,
  'cost-ledger': costLedger as ServiceDefinition<never>,
  'provider-adapter': providerAdapter as ServiceDefinition<never>,
  'health-monitor': healthMonitor as ServiceDefinition<never>,
  router: router as ServiceDefinition<never>,
  console: consoleService as ServiceDefinition<never>,
};

export interface SingleOptions {
  readonly plans: readonly ServicePlan[];
  readonly otlpEndpoint: string;
  readonly logLevel: string;
  /** Takes the JSON lines of all services. */
  readonly log: { write(line: string): void };
  readonly traceSampleRatio: number;
  readonly onStarted: (id: string) => void;
}

/** Starts in order; if one fails, those before it are stopped again. */
export async function startSingle({ plans, otlpEndpoint, logLevel, log, traceSampleRatio, onStarted }: SingleOptions): Promise<Running> {
  sendLogsTo(log);
  const metrics = startMetrics({ service: 'switchyard' });
  const tracing = startTracing({ service: 'switchyard', otlpEndpoint, sampleRatio: traceSampleRatio });
  const started: RunningService[] = [];
  const closeAll = async (): Promise<void> => {
    for (const service of started.toReversed()) await service.stop();
    await tracing.close();
    await metrics.close();
  };
  try {
    for (const plan of plans) {
      const logger = createLogger({ service: plan.service, level: logLevel });
      started.push(await startService(definitions[plan.service], { env: plan.env }, { logger }));
      onStarted(plan.id);
    }
  } catch (error) {
    await closeAll().catch(() => {});
    throw error;
  }
  return {
    pids: () => ({}),
    onChange: () => {},
    connect: (service, at) => clientOf(service, openTransport({ address: `inprocess:${at}`, as: 'applier' })),
    failed: Promise.race(started.map(({ failed }) => failed)),
    close: closeAll,
  };
}
