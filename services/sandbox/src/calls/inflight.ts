// The calls that are open now.

import type { Call } from './call.js';

export class Inflight {
  readonly #calls = new Set<Call>();

  get count(): number {
    return this.#calls.size;
  }

  add(call: Call): void {
    this.#calls.add(call);
  }

  remove(call: Call): void {
    this.#calls.delete(call);
  }

  toJson(nowMs: number): unknown {
    return {
      count: this.#calls.size,
      calls: [...this.#calls].map((call) => ({
        attempt_id: call.attemptId,
        provider: call.provider,
        model: call.model ?? null,
        streaming: call.streaming,
        age_ms: nowMs - call.startedAtMs,
      })),
    };
  }
}
