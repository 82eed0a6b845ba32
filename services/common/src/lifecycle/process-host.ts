// The parts of the process that running a service touches, so that a test can play the process.

export interface ProcessHost {
  readonly env: Readonly<Record<string, string | undefined>>;
  on(event: string, listener: (...args: unknown[]) => void): void;
  off(event: string, listener: (...args: unknown[]) => void): void;
  writeError(text: string): void;
  exit(code: number): void;
}

/** A log that nobody reads any more (EPIPE: the parent is gone) must not end a service that is draining. */
export function thisProcess(): ProcessHost {
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
  return {
    env: process.env,
    on: (event, listener) => void process.on(event, listener),
    off: (event, listener) => void process.off(event, listener),
    writeError: (text) => void process.stderr.write(text),
    exit: (code) => process.exit(code),
  };
}
