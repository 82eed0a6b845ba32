// Pooled connections to vendors: one agent that reaches public addresses only, one for the operator's own servers, and a
// proxy in place of the first where there is one. Here is the one place that connects to anything outside.
import { rootCertificates } from 'node:tls';
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { Agent, buildConnector, fetch as undiciFetch, ProxyAgent, type Dispatcher } from 'undici';
import { VendorFailure } from '../../adapter/vendor-failure.js';
import { connectionsPerOriginMax, connectMsMax, headerBytesMax, keepAliveMs } from '../../limits.js';
import type { BaseUrl } from './base-url.js';
import { guardedConnector } from './guarded-connector.js';
import { limitBody } from './limited-body.js';
import { sentOnce } from './sent-once.js';
import { guardedLookup, type Resolve } from './guarded-lookup.js';
import { watchStreams } from './vendor-stream.js';

export interface VendorPoolOptions {
  /** PEM of authorities that are believed beside the usual ones: a company's own, or a gateway's. */
  readonly extraAuthorities?: string | undefined;
  readonly proxy?: VendorProxy | undefined;
  /** HTTP/2 where the vendor takes it, with many calls on one connection; HTTP/1.1 when absent. */
  readonly speaksHttp2?: boolean;
  /** The system's resolver when absent. */
  readonly resolve?: Resolve;
  /** Told of every address before it is dialled. */
  readonly onConnect?: (target: { hostname: string; port: string }) => void;
}

export interface VendorProxy {
  readonly url: string;
  /** Behind a proxy nobody here sees what a name resolves to, so only these names are dialled through it. */
  readonly hosts: readonly string[];
}

export class VendorPool {
  readonly #public: Dispatcher;
  readonly #private: Dispatcher;
  readonly #proxy: VendorProxy | undefined;

  constructor({ extraAuthorities, proxy, speaksHttp2 = false, resolve, onConnect = () => {} }: VendorPoolOptions = {}) {
    if (speaksHttp2) watchStreams();
    const trust = extraAuthorities === undefined ? {} : { ca: [...rootCertificates, extraAuthorities] };
    const options = { timeout: connectMsMax, allowH2: speaksHttp2, preferH2: speaksHttp2, autoSelectFamily: true, ...trust };
    const connector = (connect: object, isPublicOnly: boolean): buildConnector.connector => guardedConnector(buildConnector({ ...options, ...connect }), { isPublicOnly, onConnect });
    this.#private = new Agent({ ...pooled, connect: connector({}, false) });
    this.#proxy = proxy;
    // The proxy itself is the operator's own; TLS to the vendor goes through it end to end.
    this.#public = proxy === undefined ? new Agent({ ...pooled, connect: connector({ lookup: guardedLookup(resolve) }, true) }) : new ProxyAgent({ ...pooled, uri: proxy.url, requestTls: { ...options, ...trust } });
  }

  /** Throws VendorFailure for a name that the proxy may not dial. */
  dispatcher({ allowsPrivate, origin }: Pick<BaseUrl, 'allowsPrivate' | 'origin'>): Dispatcher {
    if (allowsPrivate) return this.#private;
    const { hostname } = new URL(origin);
    if (this.#proxy !== undefined && !this.#proxy.hosts.includes(hostname)) {
      throw new VendorFailure({ origin: 'order', errorClass: ErrorClass.INTERNAL, message: 'The base URL of this provider is not on the list of names that are dialled through the proxy; an operator adds it to VENDOR_PROXY_HOSTS.' });
    }
    return this.#public;
  }

  /** fetch for SDKs: the same guard and pool, and no redirects, which would carry a key to another address. */
  fetch(base: BaseUrl, answerBytesMax?: number): typeof globalThis.fetch {
    const dispatcher = this.dispatcher(base).compose(sentOnce);
    const guarded = async (input: string | URL | Request, init?: RequestInit): Promise<unknown> => {
      const url = new URL(input instanceof Request ? input.url : input);
      if (url.origin !== base.origin) throw new TypeError('The SDK wanted to call another address than the base URL.');
      const response = await undiciFetch(url, { ...((await withPlainBody(init)) as object), redirect: 'error', dispatcher });
      return limitBody(response as unknown as Response, answerBytesMax);
    };
    return guarded as typeof globalThis.fetch;
  }

  /** Cuts what is still open. */
  async close(): Promise<void> {
    await Promise.all([this.#public.destroy(), this.#private.destroy()]);
  }
}

/** A form of the runtime's own fetch is no form to this one: it is sent as the bytes that it stands for. */
async function withPlainBody(init: RequestInit | undefined): Promise<RequestInit | undefined> {
  if (!(init?.body instanceof FormData)) return init;
  const form = new Response(init.body);
  const headers = new Headers(init.headers);
  headers.set('content-type', form.headers.get('content-type') ?? '');
  return { ...init, headers, body: new Uint8Array(await form.arrayBuffer()) };
}

// The four timers of an attempt replace undici's own: theirs tick in half seconds and cannot tell pings from words.
const pooled = {
  connections: connectionsPerOriginMax,
  pipelining: 1,
  headersTimeout: 0,
  bodyTimeout: 0,
  keepAliveTimeout: keepAliveMs,
  maxHeaderSize: headerBytesMax,
};
