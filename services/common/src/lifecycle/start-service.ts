// Starts one service inside this process. Signals and exit codes are not its business: see run-service.ts.
import type { Env } from '../config/index.js';
import type { Clock } from './clock.js';
import { systemClock } from './clock.js';
import { START_ABORT_TIMEOUT_MS } from './limits.js';
import type { LifecycleLogger } from './logger.js';
import { silentLogger } from './logger.js';
import type { ServiceDefinition } from './service-definition.js';
import { ServiceLife } from './service-life.js';
import { withTimeLimit } from './time-limit.js';

export interface StartOptions {
  /** The wait between "not serving" and the first drain. 0 here: nobody balances load over a service inside this process. */
  readonly drainDelayMs?: number;
  readonly logger?: LifecycleLogger;
  readonly clock?: Clock;
  /** Aborting it while the service starts ends the start: what was opened is closed, and the signal's reason is thrown. */
  readonly signal?: AbortSignal;
}

export interface RunningService {
  readonly name: string;
  /** Stops in order. Every call returns the same promise; it rejects with an AggregateError if something would not drain or close. */
  stop(): Promise<void>;
  /** Resolves, and never rejects, when a background part has failed. The service still runs then: whoever started it stops it. */
  readonly failed: Promise<Error>;
}

/** Either the environment to read the config from, or the config itself. */
export type ConfigSource<C> = { readonly env: Env } | { readonly config: C };

/**
 * Resolves when the service can answer. If start fails, what it had opened is closed in reverse order and the failure is
 * thrown; what would not close is told in an AggregateError around it.
 */
export async function startService<C>(definition: ServiceDefinition<C>, source: ConfigSource<C>, options: StartOptions = {}): Promise<RunningService> {
  const { drainDelayMs = 0, logger = silentLogger, clock = systemClock, signal } = options;
  const config = 'config' in source ? source.config : definition.loadConfig(source.env);
  signal?.throwIfAborted();
  const life = new ServiceLife({ name: definition.name, drainDelayMs, logger, clock });

  const starting = startWithin(definition, config, life);
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopping ??= stopInOrder(definition.name, life, starting));
  const cut = Promise.withResolvers<never>();
  const abort = (): void => void stop().finally(() => cut.reject(signal?.reason)).catch(() => {});
  signal?.addEventListener('abort', abort, { once: true });
  // The start may have aborted it in its first synchronous part.
  if (signal?.aborted === true) abort();
  try {
    await Promise.race([starting, cut.promise]);
    signal?.throwIfAborted();
  } catch (error) {
    if (signal?.aborted === true && error !== signal.reason) logger.info({ err: error }, 'the start was cut short');
    await throwAfterStop(definition.name, signal?.aborted === true ? signal.reason : error, stop);
  } finally {
    signal?.removeEventListener('abort', abort);
  }
  return { name: definition.name, stop, failed: life.failed };
}

/** A background part that fails during the start ends the start: otherwise the service would wait for it for ever. */
async function startWithin<C>(definition: ServiceDefinition<C>, config: C, life: ServiceLife): Promise<void> {
  const failed = life.failed.then((error) => Promise.reject(error));
  failed.catch(() => {});
  await Promise.race([definition.start(config, life), failed]);
  life.markReady();
}

async function throwAfterStop(name: string, error: unknown, stop: () => Promise<void>): Promise<never> {
  try {
    await stop();
  } catch (left) {
    throw new AggregateError([error, left], `${name} did not start, and not all that it had opened could be closed`);
  }
  throw error;
}

async function stopInOrder(name: string, life: ServiceLife, starting: Promise<void>): Promise<void> {
  await life.beginStop();
  const errors: Error[] = [];
  const settled = starting.catch(() => {});
  await withTimeLimit(`the start of ${name}, told to stop,`, START_ABORT_TIMEOUT_MS, () => settled).catch((error: Error) => errors.push(error));
  errors.push(...(await life.release()));
  if (errors.length > 0) throw new AggregateError(errors, `${name} did not stop cleanly: ${errors.map((error) => error.message).join('; ')}`);
}
