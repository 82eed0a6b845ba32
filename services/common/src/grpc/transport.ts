// How a call reaches its service: over a socket or inside the process. Clients do not know which.
import type { DescMethod } from '@bufbuild/protobuf';
import type { Principal } from '../identity/index.js';

export interface CallOptions {
  /** Aborting it cancels the call. */
  readonly signal?: AbortSignal | undefined;
  /** The most the call may take; undefined only for watches. */
  readonly timeoutMs?: number | undefined;
  /** Only the console may speak for somebody else. */
  readonly onBehalfOf?: Principal | undefined;
  /** Further headers; names in lower case. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

export interface Transport {
  unary(method: DescMethod, request: unknown, options: CallOptions): Promise<unknown>;
  stream(method: DescMethod, request: unknown, options: CallOptions): AsyncIterable<unknown>;
  close(): void;
}
