// Listens for what ends a process: signals, exceptions nobody caught, and failures told by the service itself.
import type { Clock } from './clock.js';
import type { StopSignal } from './exit-codes.js';
import { EXIT_FAILED, EXIT_FORCED, EXIT_OK } from './exit-codes.js';
import { SAME_SIGNAL_MS } from './limits.js';
import type { LifecycleLogger } from './logger.js';
import type { ProcessHost } from './process-host.js';

const SIGNALS: readonly StopSignal[] = ['SIGTERM', 'SIGINT', 'SIGHUP'];

export class ProcessWatch {
  readonly #host: ProcessHost;
  readonly #logger: LifecycleLogger;
  readonly #stop = new AbortController();
  readonly #listeners: [event: string, listener: (...args: unknown[]) => void][];
  readonly #clock: Clock;
  #exitCode = EXIT_OK;
  #firstSignalMs: number | undefined;

  constructor(host: ProcessHost, logger: LifecycleLogger, clock: Clock) {
    this.#host = host;
    this.#clock = clock;
    this.#logger = logger;
    this.#listeners = [
      ...SIGNALS.map((name): [string, () => void] => [name, () => this.#onSignal(name)]),
      ['uncaughtException', (error) => this.fail(error, 'an exception was not caught')],
      ['unhandledRejection', (error) => this.fail(error, 'a rejected promise was not handled')],
    ];
    for (const [event, listener] of this.#listeners) host.on(event, listener);
  }

  /** Aborted by the first signal or failure. */
  get stopAsked(): AbortSignal {
    return this.#stop.signal;
  }

  get exitCode(): number {
    return this.#exitCode;
  }

  /** Logs the failure, makes the exit code one, and asks for an orderly stop. */
  fail(error: unknown, message: string): void {
    this.#exitCode = EXIT_FAILED;
    this.#logger.error({ err: error instanceof Error ? error : new Error(String(error)) }, message);
    this.#stop.abort();
  }

  async untilStopAsked(): Promise<void> {
    if (this.stopAsked.aborted) return;
    await new Promise<void>((resolve) => this.stopAsked.addEventListener('abort', () => resolve(), { once: true }));
  }

  close(): void {
    for (const [event, listener] of this.#listeners) this.#host.off(event, listener);
  }

  /** After a failure the first signal still counts as the first: the service is stopping in order already. */
  #onSignal(signal: StopSignal): void {
    const nowMs = this.#clock.monotonicMs();
    if (this.#firstSignalMs === undefined) {
      this.#firstSignalMs = nowMs;
      this.#logger.info({ signal }, 'told to stop');
      this.#stop.abort();
    } else if (nowMs - this.#firstSignalMs >= SAME_SIGNAL_MS) {
      this.#logger.error({ signal }, 'told to stop again: exiting at once');
      this.#host.exit(EXIT_FORCED[signal]);
    }
  }
}
