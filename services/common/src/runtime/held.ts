// What a database keeps under one revision, held in memory and served to watchers, also while the database is away.
import { Changes } from '../grpc/index.js';

export interface HeldOptions<T> {
  /** Cheap: asked several times a second. */
  readonly readRevision: () => Promise<bigint>;
  readonly read: () => Promise<T>;
  /** True when the value must be read again though its revision is the newest, because time has passed over it. */
  readonly isStale?: (value: T) => boolean;
}

/** Part of every frame of a watch. */
export interface HeldFrame {
  readonly revision: bigint;
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
    if (this.#value !== undefined && (await this.#options.readRevision()) === this.#value.revision && this.#options.isStale?.(this.#value) !== true) return;
    this.#value = await this.#options.read();
    this.#changes.notify();
  }

  /** Frames for one watcher: what `snapshotOf` makes whenever the watcher does not have the newest, else a sign of life. */
  frames<Snapshot extends object>(signal: AbortSignal, knownRevision: bigint, snapshotOf: (value: T) => Snapshot): AsyncGenerator<HeldFrame | (HeldFrame & Snapshot)> {
    let sent: T | undefined;
    return this.#changes.frames(signal, (occasion) => {
      const { value } = this;
      const { revision } = value;
      const isKnown = value === sent || (occasion === 'start' && revision === knownRevision);
      sent = value;
      return isKnown ? { revision } : { ...snapshotOf(value), revision };
    });
  }
}
