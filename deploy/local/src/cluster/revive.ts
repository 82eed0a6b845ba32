// Keeps a server that is not ours (Postgres, NATS) alive: starts it again whenever it ends by itself.
import { restartFirstMs, restartLastMs } from '../limits.js';

export interface Mortal {
  readonly pid: number | undefined;
  /** Of the present process. */
  readonly exited: Promise<void>;
}

export interface Revived<M extends Mortal> {
  current(): M;
  stop(): void;
}

export function revive<M extends Mortal>(options: { first: M; again: () => Promise<M>; onRestart: () => void; onTrouble: (error: unknown) => void }): Revived<M> {
  let current = options.first;
  let isStopped = false;
  const watch = async (): Promise<void> => {
    while (!isStopped) {
      await current.exited;
      let waitMs = restartFirstMs;
      while (!isStopped) {
        await new Promise((resolve) => setTimeout(resolve, waitMs));
        if (isStopped) return;
        try {
          current = await options.again();
          options.onRestart();
          break;
        } catch (error) {
          options.onTrouble(error);
          waitMs = Math.min(waitMs * 2, restartLastMs);
        }
      }
    }
  };
  void watch();
  return { current: () => current, stop: () => void (isStopped = true) };
}
