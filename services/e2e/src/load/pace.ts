// Spreads requests over time, so that a load lasts as long as what happens to it.

/** Resolves when the next request may start. */
export function pacer(requestsPerSecond: number): () => Promise<void> {
  const startedAtMs = Date.now();
  let given = 0;
  return async () => {
    const dueAtMs = startedAtMs + (given * 1000) / requestsPerSecond;
    given += 1;
    const waitMs = dueAtMs - Date.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
  };
}
