// Runs one service as a process: what main.ts calls. Signals, last words and exit codes are here and nowhere else.
import type { ConfigError, Env } from '../config/index.js';
import { isConfigError, readEnv } from '../config/index.js';
import type { Clock } from './clock.js';
import { systemClock } from './clock.js';
import { EXIT_CONFIG } from './exit-codes.js';
import { DRAIN_DELAY_MS } from './limits.js';
import type { LifecycleLogger } from './logger.js';
import { jsonLineLogger } from './logger.js';
import type { ProcessHost } from './process-host.js';
import { thisProcess } from './process-host.js';
import { ProcessWatch } from './process-watch.js';
import type { ServiceDefinition } from './service-definition.js';
import { startService } from './start-service.js';

export interface RunOptions {
  readonly drainDelayMs?: number;
  /** The service's own logger; without one, JSON lines to stderr. */
  readonly logger?: LifecycleLogger;
  readonly clock?: Clock;
  readonly host?: ProcessHost;
}

/**
 * Starts the service, waits for SIGTERM, SIGINT, SIGHUP or a failure, stops it in order and exits the process. A second signal
 * exits at once. An exception that nobody caught ends the service in order too: its state cannot be trusted any longer,
 * but its journal can still be flushed.
 */
export async function runService<C>(definition: ServiceDefinition<C>, options: RunOptions = {}): Promise<void> {
  const host = options.host ?? thisProcess();
  const logger = options.logger ?? jsonLineLogger(definition.name, (line) => host.writeError(line));
  const watch = new ProcessWatch(host, logger, options.clock ?? systemClock);
  const mistake = await runUntilStopped(definition, { ...options, host, logger }, watch);
  watch.close();
  if (mistake !== undefined) host.writeError(`${definition.name} cannot start. ${mistake.message}\n`);
  host.exit(mistake === undefined ? watch.exitCode : EXIT_CONFIG);
}

type ReadyOptions = RunOptions & Required<Pick<RunOptions, 'host' | 'logger'>>;

/** Never rejects: a mistake in the configuration is returned, every other failure is logged and told by the watch's exit code. */
async function runUntilStopped<C>(definition: ServiceDefinition<C>, options: ReadyOptions, watch: ProcessWatch): Promise<ConfigError | undefined> {
  const { host, logger, clock } = options;
  const signal = watch.stopAsked;
  try {
    const config = definition.loadConfig(host.env);
    const drainDelayMs = options.drainDelayMs ?? readDrainDelay(host.env);
    const service = await startService(definition, { config }, { drainDelayMs, logger, clock, signal });
    logger.info({}, `${definition.name} is ready`);
    void service.failed.then((error) => watch.fail(error, 'a background part failed'));
    await watch.untilStopAsked();
    await service.stop();
    logger.info({}, `${definition.name} has stopped`);
  } catch (error) {
    if (isConfigError(error)) return error;
    if (!signal.aborted || error !== signal.reason) watch.fail(error, `${definition.name} failed`);
  }
  return undefined;
}

/** Where nobody balances load over the process, there is nothing to wait for: DRAIN_DELAY_MS=0. */
function readDrainDelay(env: Env): number {
  return readEnv(env, (read) => read.durationMs('DRAIN_DELAY_MS', { default: DRAIN_DELAY_MS }));
}
