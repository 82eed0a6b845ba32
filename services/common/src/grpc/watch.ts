// A watch that never ends: it starts again after every failure and after every long silence.
import { isAppError } from '../errors/index.js';
import { watchRetryFirstMs, watchRetryLastMs, watchSilenceMaxMs } from './limits.js';

export interface WatchOptions<Frame> {
  /** Opens the stream; called again with the newest state known to the caller. */
  open(signal: AbortSignal): AsyncIterable<Frame>;
  onFrame(frame: Frame): void;
  /** Told when the watch lost its peer or found it again. */
  onConnection?(connection: { connected: boolean; error?: unknown }): void;
  /** 0..1, for the jitter of the waits. */
  random?(): number;
}

export interface Watch {
  /** Resolves with the first frame. */
  readonly first: Promise<void>;
  readonly isConnected: boolean;
  close(): Promise<void>;
}

export function watchForever<Frame>(options: WatchOptions<Frame>): Watch {
  const stop = new AbortController();
  const first = Promise.withResolvers<void>();
  first.promise.catch(() => {});
  let connected = false;
  const setConnected = (now: boolean, error?: unknown): void => {
    if (connected === now && error === undefined) return;
    connected = now;
    options.onConnection?.({ connected: now, error });
  };

  const run = async (): Promise<void> => {
    let waitMs = watchRetryFirstMs;
    while (!stop.signal.aborted) {
      try {
        await readUntilSilent(options, stop.signal, () => {
          waitMs = watchRetryFirstMs;
          setConnected(true);
          first.resolve();
        });
        setConnected(false);
      } catch (error) {
        if (stop.signal.aborted) break;
        setConnected(false, isAppError(error) ? error.message : error);
      }
      await sleep(waitMs * (options.random ?? Math.random)(), stop.signal);
      waitMs = Math.min(waitMs * 2, watchRetryLastMs);
    }
    first.reject(new Error('The watch was closed before its first frame.'));
  };
  const running = run();

  return {
    first: first.promise,
    get isConnected() {
      return connected;
    },
    async close() {
      stop.abort();
      await running;
    },
  };
}

async function readUntilSilent<Frame>(options: WatchOptions<Frame>, stop: AbortSignal, onSign: () => void): Promise<void> {
  const attempt = new AbortController();
  const abort = (): void => attempt.abort();
  stop.addEventListener('abort', abort, { once: true });
  let silence = setTimeout(abort, watchSilenceMaxMs);
  try {
    for await (const frame of options.open(attempt.signal)) {
      clearTimeout(silence);
      silence = setTimeout(abort, watchSilenceMaxMs);
      options.onFrame(frame);
      onSign();
    }
  } finally {
    clearTimeout(silence);
    stop.removeEventListener('abort', abort);
  }
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done, { once: true });
  });
}
