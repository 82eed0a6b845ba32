// JSON lines for people and machines, with the trace they belong to, and without secrets.
import { trace } from '@opentelemetry/api';
import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino';
import { redactSecrets } from './redact.js';

export type Logger = PinoLogger;

export interface LoggerOptions {
  readonly service: string;
  /** trace, debug, info, warn, error or silent. */
  readonly level: string;
  /** Where the process's logs go by default: standard error, unless sendLogsTo named another place. */
  readonly destination?: DestinationStream;
}

let processDestination: DestinationStream | undefined;

/** For a process that shows its log otherwise: loggers made from now on write their lines there, without secrets. */
export function sendLogsTo(destination: DestinationStream): void {
  processDestination = secretSink(destination);
}

export function createLogger({ service, level, destination }: LoggerOptions): Logger {
  return pino(
    {
      level,
      base: { service },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      mixin: currentTrace,
      redact: { paths: ['*.apiKey', '*.api_key', '*.authorization', '*.key', '*.secret', '*.password', 'authorization'], censor: '[redacted]' },
    },
    destination ?? processDestination ?? secretSink(pino.destination({ dest: 2, sync: true })),
  );
}

/** The last line of defence: whatever was logged by mistake, a key does not leave in clear. */
function secretSink(target: DestinationStream): DestinationStream {
  return { write: (line: string) => target.write(redactSecrets(line)) };
}

function currentTrace(): object {
  const span = trace.getActiveSpan()?.spanContext();
  return span === undefined ? {} : { trace_id: span.traceId, span_id: span.spanId };
}
