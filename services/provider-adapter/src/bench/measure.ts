// CPU of this process per call, user and system time, garbage collection included. The sandbox runs in a process of its own.
export interface Measured {
  /** Microseconds of CPU per call. */
  readonly cpuUs: number;
  readonly calls: number;
}

export interface MeasureOptions {
  readonly calls: number;
  /** Calls under way at once. */
  readonly concurrency: number;
}

/** Runs the work so often, warmed up by a quarter as many calls first. Rejects when a call does. */
export async function measure(work: () => Promise<void>, { calls, concurrency }: MeasureOptions): Promise<Measured> {
  await repeat(work, { calls: Math.ceil(calls / 4), concurrency });
  const before = process.cpuUsage();
  await repeat(work, { calls, concurrency });
  const { user, system } = process.cpuUsage(before);
  return { cpuUs: (user + system) / calls, calls };
}

async function repeat(work: () => Promise<void>, { calls, concurrency }: MeasureOptions): Promise<void> {
  let left = calls;
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await work();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}
