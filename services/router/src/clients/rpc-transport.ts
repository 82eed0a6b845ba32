// AttemptTransport over the plain RPCs; in one process the same calls stay in it.
import type { ProviderAdapter } from '@switchyard/proto/provider/v1/provider_service';
import type { Client } from '@switchyard/common/grpc';
import type { AttemptTransport } from '../domain/run/ports.js';

export function rpcTransport(adapter: Client<typeof ProviderAdapter>): AttemptTransport {
  return {
    complete: (order, { signal, timeoutMs }) => adapter.complete(order, { signal, timeoutMs }),
    embed: (order, { signal, timeoutMs }) => adapter.embed(order, { signal, timeoutMs }),
    generateImage: (order, { signal, timeoutMs }) => adapter.generateImage(order, { signal, timeoutMs }),
    analyzeImage: (order, { signal, timeoutMs }) => adapter.analyzeImage(order, { signal, timeoutMs }),
    stream: (order, { signal, timeoutMs }) => adapter.stream(order, { signal, timeoutMs }),
  };
}
