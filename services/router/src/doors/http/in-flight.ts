// The requests of a door that are not answered yet, so that a stop can wait for them.
import type { ServerResponse } from 'node:http';

export class InFlight {
  readonly #open = new Set<ServerResponse>();
  #isDraining = false;
  #resolve: (() => void) | undefined;

  /** Told of every request; a draining door lets each connection end with its answer. */
  add(response: ServerResponse): void {
    this.#open.add(response);
    if (this.#isDraining) response.setHeader('connection', 'close');
    response.once('close', () => {
      this.#open.delete(response);
      if (this.#open.size === 0) this.#resolve?.();
    });
  }

  /** Resolves when the last answer has left. The lifecycle limits how long that may take. */
  async drain(): Promise<void> {
    this.#isDraining = true;
    for (const response of this.#open) if (!response.headersSent) response.setHeader('connection', 'close');
    if (this.#open.size > 0) await new Promise<void>((resolve) => (this.#resolve = resolve));
  }
}
