// What a starting service is given: a place to put what it opens, and to hear that it must stop.
import type { Resource, ResourceLimits } from './resource.js';

export interface Life {
  /**
   * Takes over a resource, or the promise of one. Resources are closed in the opposite order of these calls. If the
   * service was told to stop meanwhile, the resource is closed at once and this rejects, which ends the start.
   * `name` says in logs and errors what took too long.
   */
  use<R extends Resource>(name: string, resource: R | Promise<R>, limits?: ResourceLimits): Promise<R>;

  /** Called once when the service begins to stop, before the wait for load balancers: the place to answer "not serving". */
  onDraining(callback: () => void): void;

  /** Called once when start has returned: the place to answer "serving". */
  onReady(callback: () => void): void;

  /** Aborted after the wait for load balancers and before the first drain; at once if the start did not finish. For background loops. */
  readonly signal: AbortSignal;

  /** A background part is beyond help: the service stops in order and ends with an error. The first call counts. */
  fail(error: unknown): void;

  /** Resolves when start has returned; stays open if that never happens, so race it with `signal`. */
  readonly ready: Promise<void>;

  /** True from the end of start to the beginning of the stop: what a readiness probe answers. */
  readonly isReady: boolean;
}
