// How a service starts, stays and stops: the same for a process of its own and for the one-process runner.
export { systemClock } from './clock.js';
export type { Clock, Timer } from './clock.js';
export type { Life } from './life.js';
export { DRAIN_DELAY_MS } from './limits.js';
export { jsonLineLogger, silentLogger } from './logger.js';
export type { LifecycleLogger } from './logger.js';
export type { ProcessHost } from './process-host.js';
export type { Resource, ResourceLimits } from './resource.js';
export { runService } from './run-service.js';
export type { RunOptions } from './run-service.js';
export type { ServiceDefinition } from './service-definition.js';
export { startService } from './start-service.js';
export type { ConfigSource, RunningService, StartOptions } from './start-service.js';
export { TimeLimitError, withTimeLimit } from './time-limit.js';
