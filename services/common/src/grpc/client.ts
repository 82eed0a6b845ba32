// Typed clients: one function per method, over whichever transport the address names.
import type { DescMethod, DescService, MessageInitShape, MessageShape } from '@bufbuild/protobuf';
import { inProcessTransport } from './in-process.js';
import { remoteTransport } from './remote-transport.js';
import type { Target } from './target.js';
import type { CallOptions, Transport } from './transport.js';

type ClientMethod<M extends DescMethod> = M['methodKind'] extends 'server_streaming'
  ? (request: MessageInitShape<M['input']>, options: CallOptions) => AsyncIterable<MessageShape<M['output']>>
  : (request: MessageInitShape<M['input']>, options: CallOptions) => Promise<MessageShape<M['output']>>;

export type Client<S extends DescService> = { readonly [K in keyof S['method']]: ClientMethod<S['method'][K]> };

const inProcessPrefix = 'inprocess:';

/** Opens a transport; several clients may share it. */
export function openTransport(target: Target): Transport {
  if (target.address.startsWith(inProcessPrefix)) {
    return inProcessTransport({ name: target.address.slice(inProcessPrefix.length), as: target.as });
  }
  return remoteTransport(target);
}

/** A typed client over a transport. Errors are AppErrors. */
export function clientOf<S extends DescService>(service: S, transport: Transport): Client<S> {
  const client: Record<string, unknown> = {};
  for (const method of service.methods) {
    client[method.localName] =
      method.methodKind === 'server_streaming'
        ? (request: unknown, options: CallOptions) => transport.stream(method, request, options)
        : (request: unknown, options: CallOptions) => transport.unary(method, request, options);
  }
  return client as Client<S>;
}
