// A guarded fetch for the vendors' SDKs.
import { readBaseUrl } from './base-url.js';
import type { VendorPool } from './vendor-pool.js';

/** Throws VendorFailure when the address is not allowed. */
export function fetchOpener(pool: VendorPool) {
  return ({ baseUrl, allowsPrivate, answerBytesMax }: { baseUrl: string; allowsPrivate: boolean; answerBytesMax?: number }): { fetch: typeof globalThis.fetch; baseUrl: string } => {
    const base = readBaseUrl(baseUrl, allowsPrivate);
    return { fetch: pool.fetch(base, answerBytesMax), baseUrl: `${base.origin}${base.path}` };
  };
}
