// Calls between services that live in one process: no socket, the same principals, the same rules.
import { create } from '@bufbuild/protobuf';
import type { DescMethod, DescService } from '@bufbuild/protobuf';
import { AppError, Reason } from '../errors/index.js';
import type { Call, ServedService } from './handlers.js';
import { invokeStream, invokeUnary, type FailureListener } from './invoke.js';
import type { CallOptions, Transport } from './transport.js';

interface Offered {
  readonly served: ServedService;
  readonly onFailure: FailureListener;
}

// Process-wide by service name, since the addresses that name it come from each service's own configuration.
const network = new Map<string, Map<string, Offered>>();

/** Makes services reachable as inprocess:<name>; returns what takes them away again. */
export function offerInProcess(name: string, services: readonly ServedService[], onFailure: FailureListener): () => void {
  if (network.has(name)) throw new Error(`A service named ${name} is offered in this process already.`);
  const offered = new Map(services.map((served) => [served.service.typeName, { served, onFailure }]));
  network.set(name, offered);
  return () => network.delete(name);
}

/** A transport to inprocess:<name> on behalf of the calling service. */
export function inProcessTransport(options: { name: string; as: string }): Transport {
  return {
    async unary(method, request, callOptions) {
      const { invocation, gone, release } = prepare(options, method, callOptions);
      try {
        const answer = invokeUnary(invocation, create(method.input, request as never));
        return create(method.output, (await Promise.race([answer, gone])) as never);
      } finally {
        release();
      }
    },
    async *stream(method, request, callOptions) {
      const { invocation, gone, release } = prepare(options, method, callOptions);
      const frames = invokeStream(invocation, create(method.input, request as never));
      try {
        for (;;) {
          const next = await Promise.race([frames.next(), gone]);
          if (next.done === true) return;
          yield create(method.output, next.value as never);
        }
      } finally {
        release();
        // Not awaited: a handler that is slow to notice must not keep the caller that left.
        void frames.return(undefined).catch(() => {});
      }
    },
    close() {},
  };
}

function prepare({ name, as }: { name: string; as: string }, method: DescMethod, options: CallOptions) {
  const offered = network.get(name)?.get((method.parent as DescService).typeName);
  if (offered === undefined) {
    throw new AppError(Reason.STORE_UNAVAILABLE, `The service ${name} is not running in this process.`, { nextStep: 'Try again in a second.' });
  }
  const abort = new AbortController();
  const gone = new Promise<never>((_resolve, reject) => abort.signal.addEventListener('abort', () => reject(abort.signal.reason), { once: true }));
  gone.catch(() => {});
  const cancel = (): void => abort.abort(new AppError(Reason.CANCELLED, 'The caller went away.'));
  if (options.signal?.aborted === true) cancel();
  options.signal?.addEventListener('abort', cancel, { once: true });
  const timer =
    options.timeoutMs === undefined
      ? undefined
      : setTimeout(() => abort.abort(new AppError(Reason.DEADLINE_EXCEEDED, 'The deadline passed before an answer.')), options.timeoutMs);
  timer?.unref();
  const call: Call = {
    principal: options.onBehalfOf ?? { kind: 'service', service: as },
    signal: abort.signal,
    deadlineMs: options.timeoutMs === undefined ? undefined : Date.now() + options.timeoutMs,
    header: (header) => options.headers?.[header],
    port: 'in-process',
  };
  const release = (): void => {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', cancel);
    // A consumer that leaves a stream early has gone away as surely as one that hangs up.
    if (!abort.signal.aborted) cancel();
  };
  return { gone, invocation: { served: offered.served, method, call, onFailure: offered.onFailure }, release };
}
