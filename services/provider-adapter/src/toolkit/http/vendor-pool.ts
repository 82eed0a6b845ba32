// Pooled connections to vendors: one agent that reaches public addresses only, one for the operator's own servers.
import { Agent, fetch as undiciFetch, type Dispatcher } from 'undici';
import { connectionsPerOriginMax, connectMsMax, headerBytesMax, keepAliveMs } from '../../limits.js';
import type { BaseUrl } from './base-url.js';
import { guardedLookup } from './guarded-lookup.js';

export class VendorPool {
  readonly #public = openAgent({ lookup: guardedLookup() });
  readonly #private = openAgent({});

  dispatcher({ allowsPrivate }: Pick<BaseUrl, 'allowsPrivate'>): Dispatcher {
    return allowsPrivate ? this.#private : this.#public;
  }

  /** fetch for SDKs: the same guard and pool, and no redirects, which would carry a key to another address. */
  fetch(base: BaseUrl): typeof globalThis.fetch {
    const dispatcher = this.dispatcher(base);
    const guarded = (input: string | URL | Request, init?: RequestInit): Promise<unknown> => {
      const url = new URL(input instanceof Request ? input.url : input);
      if (url.origin !== base.origin) return Promise.reject(new TypeError('The SDK wanted to call another address than the base URL.'));
      return undiciFetch(url, { ...(init as object), redirect: 'error', dispatcher });
    };
    return guarded as typeof globalThis.fetch;
  }

  /** Cuts what is still open. */
  async close(): Promise<void> {
    await Promise.all([this.#public.destroy(), this.#private.destroy()]);
  }
}

// The four timers of an attempt replace undici's own: theirs tick in half seconds and cannot tell pings from words.
function openAgent(connect: object): Agent {
  return new Agent({
    connections: connectionsPerOriginMax,
    pipelining: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: keepAliveMs,
    maxHeaderSize: headerBytesMax,
    connect: { timeout: connectMsMax, allowH2: false, autoSelectFamily: true, ...connect },
  });
}
