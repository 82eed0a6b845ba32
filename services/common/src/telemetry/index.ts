// Telemetry: traces, logs, metrics and the operations port. The sole user of the OpenTelemetry SDK and of pino.
export { inScope } from './in-scope.js';
export { contextOfTraceparent, currentTraceId, currentTraceparent } from './link.js';
export { createLogger, sendLogsTo, type Logger, type LoggerOptions } from './logger.js';
export { startMetrics, type Metrics } from './metrics.js';
export { names } from './names.js';
export { serveOperations, type OperationsOptions } from './operations.js';
export { redactSecrets } from './redact.js';
export { startTracing, type Tracing, type TracingOptions } from './tracing.js';
