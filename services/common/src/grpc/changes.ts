// The serving side of a watch: many watchers wait for the next change of one thing, or for the next sign of life.
import { watchSignOfLifeEveryMs } from './limits.js';

export class Changes {
  #next = Promise.withResolvers<void>();

  /** Wakes every watcher. */
  notify(): void {
    const current = this.#next;
    this.#next = Promise.withResolvers<void>();
    current.resolve();
  }

  /** Resolves with change at the next change, idle when it is time for a sign of life, and closed when the signal aborts. */
  async wait(signal: AbortSignal): Promise<'change' | 'idle' | 'closed'> {
    if (signal.aborted) return 'closed';
    const { promise, resolve } = Promise.withResolvers<'change' | 'idle' | 'closed'>();
    const timer = setTimeout(() => resolve('idle'), watchSignOfLifeEveryMs);
    const onAbort = (): void => resolve('closed');
    signal.addEventListener('abort', onAbort, { once: true });
    void this.#next.promise.then(() => resolve('change'));
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** Frames for one watcher: now, at every change (several at once count as one), and a sign of life in between. */
  async *frames<Frame>(signal: AbortSignal, make: (occasion: 'start' | 'change' | 'idle') => Frame | Promise<Frame>): AsyncGenerator<Frame> {
    let occasion: 'start' | 'change' | 'idle' = 'start';
    for (;;) {
      // The wait starts before the frame is made, so that a change during the making is not missed.
      const next = this.wait(signal);
      yield await make(occasion);
      const outcome = await next;
      if (outcome === 'closed') return;
      occasion = outcome;
    }
  }
}
