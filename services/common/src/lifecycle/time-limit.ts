// Gives a step a named time limit; the step itself goes on, nobody waits for it any longer.

export class TimeLimitError extends Error {
  constructor(step: string, limitMs: number) {
    super(`${step} took longer than its limit of ${limitMs} ms`);
    this.name = 'TimeLimitError';
  }
}

export async function withTimeLimit(step: string, limitMs: number, run: () => Promise<void> | void): Promise<void> {
  let handle: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    handle = setTimeout(() => reject(new TimeLimitError(step, limitMs)), limitMs);
  });
  try {
    await Promise.race([run(), limit]);
  } finally {
    clearTimeout(handle);
  }
}
