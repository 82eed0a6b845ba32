// How a service is written for gRPC: a typed handler per method, and a rule who may call it.
import type { DescMethod, DescService, MessageInitShape, MessageShape } from '@bufbuild/protobuf';
import type { AccessRule, Principal } from '../identity/index.js';

/** What a handler knows of its call besides the request. */
export interface Call {
  readonly principal: Principal;
  /** Aborted when the caller goes away or the deadline passes. */
  readonly signal: AbortSignal;
  /** Unix time in ms by which the caller wants the answer; undefined when it named none. */
  readonly deadlineMs: number | undefined;
  /** A header's value; names in lower case. */
  header(name: string): string | undefined;
  /** Which port the call came in by. */
  readonly port: 'internal' | 'door' | 'in-process';
}

export type Handler<M extends DescMethod> = M['methodKind'] extends 'server_streaming'
  ? (request: MessageShape<M['input']>, call: Call) => AsyncIterable<MessageInitShape<M['output']>>
  : (request: MessageShape<M['input']>, call: Call) => Promise<MessageInitShape<M['output']>> | MessageInitShape<M['output']>;

export type Handlers<S extends DescService> = { readonly [K in keyof S['method']]: Handler<S['method'][K]> };

export type AccessRules<S extends DescService> = { readonly [K in keyof S['method']]: AccessRule };

/** One service with everything a server needs to offer it. */
export interface ServedService {
  readonly service: DescService;
  readonly access: Readonly<Record<string, AccessRule>>;
  readonly handlers: Readonly<Record<string, (request: never, call: Call) => unknown>>;
  /** Ports that offer it; the default is internal alone. In one process the internal ones are reached without a port. */
  readonly ports: readonly ('internal' | 'door')[];
}

/** Ties handlers and rules to their service; a forgotten method is a compile error. */
export function serve<S extends DescService>(
  service: S,
  options: { handlers: Handlers<S>; access: AccessRules<S>; ports?: readonly ('internal' | 'door')[] },
): ServedService {
  return {
    service,
    handlers: options.handlers as ServedService['handlers'],
    access: options.access as ServedService['access'],
    ports: options.ports ?? ['internal'],
  };
}
