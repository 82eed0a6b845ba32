// What a caller may say of one call besides the request.

export interface CallSettings {
  /** Aborting it cancels the call and frees everything behind it. */
  readonly signal?: AbortSignal | undefined;
  /** The most the call may take. */
  readonly timeoutMs?: number | undefined;
}

/** As long as the router itself allows when nothing is said. */
export const timeoutDefaultMs = 120_000;
