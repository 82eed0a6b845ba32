// Access tokens that a vendor gives for a while: asked for once, however many calls need one, and anew before they end.
import { createHash } from 'node:crypto';
import { tokensMax, tokenSpareMs } from '../limits.js';

export interface FreshToken {
  readonly token: string;
  readonly lifeMs: number;
}

interface Kept {
  readonly token: Promise<string>;
  /** Epoch milliseconds; infinite while it is on its way. */
  untilMs: number;
}

export class TokenCache {
  /** By the hash of a credential, so that neither a secret nor a tenant's name is kept here. */
  readonly #kept = new Map<string, Kept>();

  /** The token of a credential. Rejects as fetching it does, and a failure is not kept. */
  of(credential: string, fetch: () => Promise<FreshToken>, nowMs: number): Promise<string> {
    const id = idOf(credential);
    const known = this.#kept.get(id);
    if (known !== undefined && known.untilMs > nowMs) return known.token;
    const entry: Kept = { untilMs: Number.POSITIVE_INFINITY, token: fetch().then(({ token, lifeMs }) => ((entry.untilMs = nowMs + lifeMs - tokenSpareMs), token)) };
    this.#kept.delete(id);
    this.#kept.set(id, entry);
    // The oldest leaves first, so that rotated secrets do not pile up.
    if (this.#kept.size > tokensMax) this.#kept.delete(this.#kept.keys().next().value!);
    entry.token.catch(() => this.#kept.get(id) === entry && this.#kept.delete(id));
    return entry.token;
  }

  /** The next call asks anew. */
  forget(credential: string): void {
    this.#kept.delete(idOf(credential));
  }
}

function idOf(credential: string): string {
  return createHash('sha256').update(credential).digest('base64');
}
