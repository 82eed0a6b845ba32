// One call from its headers to its end, and everything that waits on its behalf.
//
// When the socket goes, every wait of the call ends at once: a caller that hangs
// up leaves no timer, no listener and no answer half made.

import type { IncomingMessage, ServerResponse } from 'node:http';

export interface CallOptions {
  id: number;
  provider: string;
  request: IncomingMessage;
  response: ServerResponse;
  nowMs: number;
  onClose(call: Call): void;
}

export class Call {
  readonly id: number;
  readonly provider: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly startedAtMs: number;
  readonly attemptId: string | null;
  /** Known once the body was read. */
  model: string | undefined;
  streaming = false;
  /** The socket is gone, or the answer is out. */
  closed = false;
  #wakers: Set<() => void> | undefined;

  constructor(options: CallOptions) {
    this.id = options.id;
    this.provider = options.provider;
    this.request = options.request;
    this.response = options.response;
    this.startedAtMs = options.nowMs;
    const attempt = options.request.headers['x-client-request-id'];
    this.attemptId = typeof attempt === 'string' && attempt !== '' ? attempt : null;
    this.response.on('close', () => {
      this.closed = true;
      options.onClose(this);
      for (const wake of this.#wakers ?? []) wake();
      this.#wakers = undefined;
    });
  }

  /** Ends after so many milliseconds or when the call closes, whichever is first. */
  sleep(ms: number): Promise<void> {
    if (this.closed || ms === 0) return Promise.resolve();
    return this.#until((wake) => {
      const timer = setTimeout(wake, ms);
      return () => clearTimeout(timer);
    });
  }

  /** Ends when the socket is gone. */
  whenClosed(): Promise<void> {
    return this.closed ? Promise.resolve() : this.#until(() => () => {});
  }

  /** Ends when the response wants more, or when the call closes. */
  drained(): Promise<void> {
    if (this.closed || !this.response.writableNeedDrain) return Promise.resolve();
    return this.#until((wake) => {
      this.response.once('drain', wake);
      return () => this.response.off('drain', wake);
    });
  }

  /** Ends when all that was written has reached the operating system, or when the call closes. */
  flushed(): Promise<void> {
    const { socket } = this.response;
    if (this.closed || socket === null) return Promise.resolve();
    return this.#until((wake) => {
      socket.write('', wake);
      return () => {};
    });
  }

  #until(start: (wake: () => void) => () => void): Promise<void> {
    return new Promise((resolve) => {
      const wakers = (this.#wakers ??= new Set());
      let stop = (): void => {};
      const wake = (): void => {
        wakers.delete(wake);
        stop();
        resolve();
      };
      wakers.add(wake);
      stop = start(wake);
    });
  }
}
