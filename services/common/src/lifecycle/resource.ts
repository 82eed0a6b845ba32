// What a service holds while it runs, and what may be asked of it at the end.

export interface Resource {
  /** Lets go of it. Called once, also after a drain that failed or took too long. */
  close(): Promise<void> | void;
  /** Takes nothing new and finishes what is under way. Every resource is drained before the first is closed. */
  drain?(): Promise<void> | void;
}

export interface ResourceLimits {
  readonly drainTimeoutMs?: number;
  readonly closeTimeoutMs?: number;
}
