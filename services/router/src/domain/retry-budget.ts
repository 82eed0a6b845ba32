// A router's budget of retries: a share of its requests plus a trickle, so that an outage is not multiplied
// (https://finagle.github.io/blog/2016/02/08/retry-budgets/). Pure: time is an argument.
import { retriesPerSecond, retryDepositLifeMs, retryShare } from '../limits.js';

const slots = 10;
const slotMs = retryDepositLifeMs / slots;

export class RetryBudget {
  readonly #requests = new Float64Array(slots);
  readonly #retries = new Float64Array(slots);
  #slot = 0;

  requestArrived(nowMs: number): void {
    this.#advance(nowMs);
    this.#requests[this.#slot % slots]! += 1;
  }

  /** Takes one retry; false when there is none left. */
  take(nowMs: number): boolean {
    this.#advance(nowMs);
    if (this.#sum(this.#retries) + 1 > this.#allowed()) return false;
    this.#retries[this.#slot % slots]! += 1;
    return true;
  }

  #allowed(): number {
    return this.#sum(this.#requests) * retryShare + retriesPerSecond * (retryDepositLifeMs / 1000);
  }

  #sum(counts: Float64Array): number {
    let sum = 0;
    for (const count of counts) sum += count;
    return sum;
  }

  #advance(nowMs: number): void {
    const slot = Math.floor(nowMs / slotMs);
    for (let step = 0; this.#slot < slot && step < slots; step += 1) {
      this.#slot = Math.max(this.#slot + 1, slot - slots + 1);
      this.#requests[this.#slot % slots] = 0;
      this.#retries[this.#slot % slots] = 0;
    }
  }
}
