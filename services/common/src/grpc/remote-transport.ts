// Calls over sockets by grpc-js. It never retries: a paid call that was sent twice is paid twice.
import { create, fromBinary, toBinary, type DescMethod } from '@bufbuild/protobuf';
import { context, propagation } from '@opentelemetry/api';
import { Client, credentials, Metadata, type CallOptions as GrpcCallOptions, type ChannelCredentials, type ServiceError } from '@grpc/grpc-js';
import { answerTransportBytesMax, concurrentStreamsMax, keepaliveEveryMs, keepaliveTimeoutMs, requestTransportBytesMax } from './limits.js';
import { methodPath } from './method-path.js';
import { encodePrincipal, principalHeader } from './principal-header.js';
import { fromServiceError } from './status.js';
import type { CallOptions, Transport } from './transport.js';
import type { ClientTls, Target } from './target.js';

export function remoteTransport(target: Target): Transport {
  const channels = Array.from({ length: target.sessions ?? 1 }, (_, index) => openChannel(target, index));
  let turn = 0;
  const nextChannel = (): Client => channels[turn++ % channels.length] as Client;
  return {
    unary: (method, request, options) => unary({ client: nextChannel(), method, request, options, headers: target.headers }),
    stream: (method, request, options) => stream({ client: nextChannel(), method, request, options, headers: target.headers }),
    close: () => channels.forEach((channel) => channel.close()),
  };
}

function openChannel(target: Target, index: number): Client {
  return new Client(target.address, channelCredentials(target.tls), {
    'grpc.enable_retries': 0,
    'grpc.max_receive_message_length': answerTransportBytesMax,
    'grpc.max_send_message_length': requestTransportBytesMax,
    'grpc.max_concurrent_streams': concurrentStreamsMax,
    'grpc.keepalive_time_ms': keepaliveEveryMs,
    'grpc.keepalive_timeout_ms': keepaliveTimeoutMs,
    'grpc.keepalive_permit_without_calls': 1,
    'grpc.service_config': JSON.stringify({ loadBalancingConfig: [{ round_robin: {} }] }),
    'grpc.initial_reconnect_backoff_ms': 100,
    'grpc.max_reconnect_backoff_ms': 2000,
    // Channels with equal arguments share their connections; a number of its own gives each its own.
    'grpc.use_local_subchannel_pool': 1,
    'switchyard.channel': index,
    ...(target.tls?.serverName === undefined ? {} : { 'grpc.ssl_target_name_override': target.tls.serverName }),
  });
}

function channelCredentials(tls: ClientTls | undefined): ChannelCredentials {
  return tls === undefined ? credentials.createInsecure() : credentials.createSsl(tls.ca, tls.key ?? null, tls.cert ?? null);
}

interface Outgoing {
  readonly client: Client;
  readonly method: DescMethod;
  readonly request: unknown;
  readonly options: CallOptions;
  readonly headers: Readonly<Record<string, string>> | undefined;
}

function unary({ client, method, request, options, headers }: Outgoing): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const call = client.makeUnaryRequest(
      methodPath(method),
      serializer(method),
      deserializer(method),
      create(method.input, request as never),
      toMetadata(options, headers),
      toGrpcOptions(options),
      (error, response) => {
        options.signal?.removeEventListener('abort', cancel);
        if (error === null) resolve(response);
        else reject(fromServiceError(error));
      },
    );
    const cancel = (): void => call.cancel();
    if (options.signal?.aborted === true) cancel();
    options.signal?.addEventListener('abort', cancel, { once: true });
  });
}

async function* stream({ client, method, request, options, headers }: Outgoing): AsyncGenerator<unknown> {
  const call = client.makeServerStreamRequest(
    methodPath(method),
    serializer(method),
    deserializer(method),
    create(method.input, request as never),
    toMetadata(options, headers),
    toGrpcOptions(options),
  );
  const cancel = (): void => call.cancel();
  if (options.signal?.aborted === true) cancel();
  options.signal?.addEventListener('abort', cancel, { once: true });
  try {
    for await (const frame of call) yield frame;
  } catch (error) {
    throw fromServiceError(error as ServiceError);
  } finally {
    options.signal?.removeEventListener('abort', cancel);
    call.cancel();
  }
}

const serializer = (method: DescMethod) => (message: unknown) => Buffer.from(toBinary(method.input, message as never));
const deserializer = (method: DescMethod) => (bytes: Buffer) => fromBinary(method.output, bytes);

function toMetadata(options: CallOptions, headers: Readonly<Record<string, string>> | undefined): Metadata {
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(headers ?? {})) metadata.set(name, value);
  for (const [name, value] of Object.entries(options.headers ?? {})) metadata.set(name, value);
  if (options.onBehalfOf !== undefined) metadata.set(principalHeader, encodePrincipal(options.onBehalfOf));
  propagation.inject(context.active(), metadata, { set: (carrier, key, value) => carrier.set(key, value) });
  return metadata;
}

function toGrpcOptions(options: CallOptions): GrpcCallOptions {
  return options.timeoutMs === undefined || options.timeoutMs === Number.POSITIVE_INFINITY ? {} : { deadline: Date.now() + options.timeoutMs };
}
