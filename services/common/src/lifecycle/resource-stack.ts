// The open resources of one service, in the order they came, and how they go.
import { CLOSE_TIMEOUT_MS, DRAIN_TIMEOUT_MS } from './limits.js';
import type { Resource, ResourceLimits } from './resource.js';
import { withTimeLimit } from './time-limit.js';

interface Entry {
  readonly name: string;
  readonly resource: Resource;
  readonly limits: ResourceLimits;
}

export class ResourceStack {
  readonly #entries: Entry[] = [];

  push(entry: Entry): void {
    this.#entries.push(entry);
  }

  /** Drains all, last one first, then closes all, last one first. A failure stops nothing; all are returned. */
  async release(): Promise<Error[]> {
    const entries = this.#entries.splice(0).reverse();
    const errors: Error[] = [];
    for (const entry of entries) await collect(errors, `draining ${entry.name}`, () => drainEntry(entry));
    for (const entry of entries) await collect(errors, `closing ${entry.name}`, () => closeEntry(entry));
    return errors;
  }
}

export async function closeEntry({ name, resource, limits }: Entry): Promise<void> {
  await withTimeLimit(`closing ${name}`, limits.closeTimeoutMs ?? CLOSE_TIMEOUT_MS, () => resource.close());
}

async function drainEntry({ name, resource, limits }: Entry): Promise<void> {
  await withTimeLimit(`draining ${name}`, limits.drainTimeoutMs ?? DRAIN_TIMEOUT_MS, () => resource.drain?.());
}

async function collect(errors: Error[], step: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    errors.push(new Error(`${step} failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error }));
  }
}
