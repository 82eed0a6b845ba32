// One list of the database held in memory for watchers, with the revision it is of.
import { Changes } from '@switchyard/common/grpc';

export interface HeldOptions<T> {
  /** Cheap: asked several times a second. */
  readonly readRevision: () => Promise<bigint>;
  readonly read: () => Promise<T>;
}

export class Held<T extends { readonly revision: bigint }> {
  readonly #changes = new Changes();
  readonly #options: HeldOptions<T>;
  #value: T | undefined;

  constructor(options: HeldOptions<T>) {
    this.#options = options;
  }

  /** What was read last. */
  get value(): T {
    if (this.#value === undefined) throw new Error('Nothing has been loaded yet.');
    return this.#value;
  }

  /** Reads again if there is another revision, and wakes the watchers then. */
  async load(): Promise<void> {
    if (this.#value !== undefined && (await this.#options.readRevision()) === this.#value.revision) return;
    this.#value = await this.#options.read();
    this.#changes.notify();
  }

  /** Frames for one watcher: a snapshot whenever it does not have the newest revision, else a sign of life. */
  frames<Snapshot extends object>(signal: AbortSignal, knownRevision: bigint, snapshotOf: (value: T) => Snapshot): AsyncGenerator<Snapshot & { snapshot: boolean; revision: bigint } | { snapshot: boolean; revision: bigint }> {
    let sent = knownRevision;
    return this.#changes.frames(signal, () => {
      const { value } = this;
      const { revision } = value;
      if (revision === sent) return { revision, snapshot: false };
      sent = revision;
      return { ...snapshotOf(value), revision, snapshot: true };
    });
  }
}
