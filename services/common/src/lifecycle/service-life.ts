// The Life of one running service, and the order in which it ends.
import type { Clock } from './clock.js';
import type { Life } from './life.js';
import type { LifecycleLogger } from './logger.js';
import { ResourceStack, closeEntry } from './resource-stack.js';
import type { Resource, ResourceLimits } from './resource.js';

interface ServiceLifeOptions {
  readonly name: string;
  readonly drainDelayMs: number;
  readonly logger: LifecycleLogger;
  readonly clock: Clock;
}

export class ServiceLife implements Life {
  readonly ready: Promise<void>;
  /** Resolves with the first failure of a background part, and never rejects. */
  readonly failed: Promise<Error>;
  readonly #options: ServiceLifeOptions;
  readonly #stack = new ResourceStack();
  readonly #aborter = new AbortController();
  readonly #drainingCallbacks: (() => void)[] = [];
  readonly #readyCallbacks: (() => void)[] = [];
  readonly #resolveReady: () => void;
  readonly #resolveFailed: (error: Error) => void;
  #state: 'starting' | 'ready' | 'stopping' = 'starting';

  constructor(options: ServiceLifeOptions) {
    this.#options = options;
    const ready = Promise.withResolvers<void>();
    const failed = Promise.withResolvers<Error>();
    [this.ready, this.#resolveReady] = [ready.promise, ready.resolve];
    [this.failed, this.#resolveFailed] = [failed.promise, failed.resolve];
  }

  get isReady(): boolean {
    return this.#state === 'ready';
  }

  get signal(): AbortSignal {
    return this.#aborter.signal;
  }

  async use<R extends Resource>(name: string, promised: R | Promise<R>, limits: ResourceLimits = {}): Promise<R> {
    const startedMs = this.#options.clock.monotonicMs();
    const resource = await promised;
    if (this.signal.aborted) {
      await closeEntry({ name, resource, limits });
      throw this.signal.reason;
    }
    this.#stack.push({ name, resource, limits });
    const tookMs = Math.round(this.#options.clock.monotonicMs() - startedMs);
    this.#options.logger.info({ resource: name, tookMs }, `${name} is up`);
    return resource;
  }

  onDraining(callback: () => void): void {
    this.#drainingCallbacks.push(callback);
  }

  onReady(callback: () => void): void {
    this.#readyCallbacks.push(callback);
  }

  fail(error: unknown): void {
    this.#resolveFailed(error instanceof Error ? error : new Error(String(error)));
  }

  /** Called by the runner when start has returned; does nothing if the service is already told to stop. */
  markReady(): void {
    if (this.#state !== 'starting') return;
    this.#state = 'ready';
    this.#runAll(this.#readyCallbacks);
    this.#resolveReady();
  }

  /** Says "not serving" and waits until callers have seen it. A service that was never ready has no callers to wait for. */
  async beginStop(): Promise<void> {
    const wasReady = this.#state === 'ready';
    this.#state = 'stopping';
    this.#runAll(this.#drainingCallbacks);
    if (wasReady && this.#options.drainDelayMs > 0) await this.#options.clock.sleep(this.#options.drainDelayMs);
    this.#aborter.abort(new Error(`${this.#options.name} is stopping`));
  }

  /** Drains and closes what is open, and returns what went wrong on the way. */
  release(): Promise<Error[]> {
    return this.#stack.release();
  }

  #runAll(callbacks: (() => void)[]): void {
    for (const callback of callbacks.splice(0)) {
      try {
        callback();
      } catch (error) {
        this.#options.logger.error({ err: error }, 'a lifecycle callback failed');
      }
    }
  }
}
