// Turns typed handlers into what grpc-js serves, with back-pressure, cancellation and sizes checked.
import type { EventEmitter } from 'node:events';
import { create, fromBinary, toBinary, type DescMethod, type DescService } from '@bufbuild/protobuf';
import type {
  handleServerStreamingCall,
  handleUnaryCall,
  MethodDefinition,
  ServerUnaryCall,
  ServerWritableStream,
  ServiceDefinition,
  UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { AppError, Reason } from '../errors/index.js';
import { firstHeader, type Authenticate } from './authenticate.js';
import type { Call, ServedService } from './handlers.js';
import { invokeStream, invokeUnary, type FailureListener, type Invocation } from './invoke.js';
import { forwardedBytesMax, messageBytesMax } from './limits.js';
import { messageTooLarge } from './message-too-large.js';
import { methodPath } from './method-path.js';
import { toStatus } from './status.js';

/** A request with the size it had on the wire, so that the handler's wrapper can refuse it with a reason. */
interface Received {
  readonly message: unknown;
  readonly bytes: number;
}

interface Serving {
  readonly served: ServedService;
  readonly authenticate: Authenticate;
  readonly port: 'internal' | 'door';
  readonly onFailure: FailureListener;
  /** Ends each watch that is open now; called when the server begins to drain. */
  readonly watches: Set<() => void>;
}

type AnyCall = ServerUnaryCall<Received, unknown> | ServerWritableStream<Received, unknown>;

export function toServiceDefinition(service: DescService): ServiceDefinition {
  return Object.fromEntries(service.methods.map((method) => [method.localName, toMethodDefinition(method)]));
}

function toMethodDefinition(method: DescMethod): MethodDefinition<unknown, unknown> {
  return {
    path: methodPath(method),
    requestStream: false,
    responseStream: method.methodKind === 'server_streaming',
    requestSerialize: (message) => Buffer.from(toBinary(method.input, message as never)),
    requestDeserialize: (bytes): Received =>
      // A message over the limit is not even parsed; the wrapper refuses it by its size.
      ({ message: bytes.length > limitOf('internal') ? undefined : fromBinary(method.input, bytes), bytes: bytes.length }),
    responseSerialize: (message) => Buffer.from(toBinary(method.output, message as never)),
    responseDeserialize: (bytes) => fromBinary(method.output, bytes),
  };
}

export function toImplementation(serving: Serving): UntypedServiceImplementation {
  return Object.fromEntries(
    serving.served.service.methods.map((method) => [
      method.localName,
      method.methodKind === 'server_streaming' ? streamHandler(serving, method) : unaryHandler(serving, method),
    ]),
  );
}

function unaryHandler(serving: Serving, method: DescMethod): handleUnaryCall<Received, unknown> {
  return (call, callback) => {
    const answer = async (): Promise<unknown> => {
      const invocation = prepare(serving, method, call);
      return create(method.output, (await invokeUnary(invocation, call.request.message)) as never);
    };
    answer().then(
      (response) => callback(null, response),
      (error: unknown) => callback(toStatus(error)),
    );
  };
}

function streamHandler(serving: Serving, method: DescMethod): handleServerStreamingCall<Received, unknown> {
  return (call) => {
    const abort = new AbortController();
    const end = (): void => abort.abort(new AppError(Reason.DRAINING, 'This replica is shutting down.', { nextStep: 'Watch another replica.' }));
    const forward = async (): Promise<void> => {
      const invocation = prepare(serving, method, call, abort);
      if (isWatch(method)) serving.watches.add(end);
      for await (const frame of invokeStream(invocation, call.request.message)) {
        if (invocation.call.signal.aborted) return;
        if (!call.write(create(method.output, frame as never))) await drained(call, invocation.call.signal);
      }
    };
    forward()
      .finally(() => serving.watches.delete(end))
      .then(
        () => call.end(),
        (error: unknown) => call.emit('error', toStatus(error)),
      );
  };
}

/** Resolves when the peer has read on, or has gone. */
function drained(call: ServerWritableStream<Received, unknown>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      call.removeListener('drain', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    call.once('drain', done);
    signal.addEventListener('abort', done, { once: true });
  });
}

function prepare(serving: Serving, method: DescMethod, call: AnyCall, abort = new AbortController()): Invocation {
  const principal = serving.authenticate(call);
  const limit = limitOf(serving.port);
  if (call.request.bytes > limit) throw messageTooLarge(call.request.bytes, limit);
  return { served: serving.served, method, onFailure: serving.onFailure, call: toCall(serving, principal, call, abort) };
}

/** By its name: a stream that goes on for as long as somebody listens. */
function isWatch(method: DescMethod): boolean {
  return method.methodKind === 'server_streaming' && method.name.startsWith('Watch');
}

function toCall(serving: Serving, principal: Call['principal'], call: AnyCall, abort: AbortController): Call {
  (call as EventEmitter).on('cancelled', () => abort.abort(new AppError(Reason.CANCELLED, 'The caller went away.')));
  if (call.cancelled) abort.abort(new AppError(Reason.CANCELLED, 'The caller went away.'));
  const deadline = call.getDeadline();
  const deadlineMs = deadline instanceof Date ? deadline.getTime() : deadline;
  return {
    principal,
    signal: abort.signal,
    deadlineMs: Number.isFinite(deadlineMs) ? deadlineMs : undefined,
    header: (name) => firstHeader(call.metadata, name),
    port: serving.port,
  };
}

function limitOf(port: Serving['port']): number {
  return port === 'internal' ? messageBytesMax + forwardedBytesMax : messageBytesMax;
}
