// What the lifecycle says while no telemetry is set up, or after it is gone: one JSON line each, to stderr.

/** The part of a pino logger that the lifecycle needs. */
export interface LifecycleLogger {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export function jsonLineLogger(service: string, write: (line: string) => void): LifecycleLogger {
  const log = (level: string) => (fields: object, message: string): void => {
    const shown = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value instanceof Error ? describeError(value) : value]));
    write(`${JSON.stringify({ level, time: new Date().toISOString(), service, ...shown, msg: message })}\n`);
  };
  return { info: log('info'), error: log('error') };
}

/** Says nothing; for tests and runners that report by themselves. */
export const silentLogger: LifecycleLogger = { info: () => {}, error: () => {} };

function describeError(error: Error): object {
  const inner = error instanceof AggregateError ? error.errors.map((one) => (one instanceof Error ? describeError(one) : String(one))) : undefined;
  const cause = error.cause instanceof Error ? describeError(error.cause) : undefined;
  return { type: error.name, message: error.message, stack: error.stack, cause, errors: inner };
}
