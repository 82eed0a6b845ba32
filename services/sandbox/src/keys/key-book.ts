// API keys that were marked as bad. Every other key that is not empty is good.

import { keyMarksMax } from '../limits.js';

export const keyStates = ['valid', 'revoked', 'out_of_quota', 'rate_limited'] as const;
export type KeyState = (typeof keyStates)[number];

export interface KeyMark {
  key: string;
  /** Undefined: on every port. */
  provider?: string | undefined;
  state: KeyState;
  /** Sent with a rate limit. */
  retryAfter?: string | undefined;
}

export class KeyBook {
  readonly #marks = new Map<string, KeyMark>();

  mark(mark: KeyMark): void {
    const id = idOf(mark.key, mark.provider);
    if (mark.state === 'valid') {
      this.#marks.delete(id);
      return;
    }
    if (!this.#marks.has(id) && this.#marks.size >= keyMarksMax) throw new RangeError(`at most ${keyMarksMax} keys may be marked`);
    this.#marks.set(id, mark);
  }

  find(provider: string, key: string): KeyMark | undefined {
    if (this.#marks.size === 0) return undefined;
    return this.#marks.get(idOf(key, provider)) ?? this.#marks.get(idOf(key, undefined));
  }

  list(): KeyMark[] {
    return [...this.#marks.values()];
  }

  clear(): void {
    this.#marks.clear();
  }
}

function idOf(key: string, provider: string | undefined): string {
  return `${provider ?? ''} ${key}`;
}
