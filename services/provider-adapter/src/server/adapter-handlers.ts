// The RPCs of provider-adapter: translate, ask the domain, translate.
import { ProviderAdapter } from '@switchyard/proto/provider/v1/provider_service';
import { serve, type ServedService } from '@switchyard/common/grpc';
import type { Provider } from '../adapter/provider.js';
import type { Attempts } from '../domain/attempts.js';
import { complete } from '../domain/complete.js';
import type { ModelLists } from '../domain/model-lists.js';
import { probeRequest } from '../domain/probe.js';
import { stream } from '../domain/stream.js';
import { access } from './access.js';
import { frameOf } from './frames.js';
import { toProviderType, toVendorModel } from './listings.js';

export interface AdapterOptions {
  readonly providers: readonly Provider[];
  readonly attempts: Attempts;
  readonly modelLists: ModelLists;
  readonly journalId: string;
}

export function adapterService({ providers, attempts, modelLists, journalId }: AdapterOptions): ServedService {
  return serve(ProviderAdapter, {
    access,
    handlers: {
      async complete(request, { signal }) {
        const { parts, report } = await complete(attempts, request, { signal });
        return { parts: [...parts], report };
      },
      async *stream(request, { signal }) {
        for await (const frame of stream(attempts, request, signal)) {
          const told = frameOf(frame, journalId);
          if (told !== undefined) yield told;
        }
      },
      listProviders: () => ({ types: [...providers].sort((one, other) => (one.id < other.id ? -1 : 1)).map(toProviderType) }),
      async listModels({ provider }) {
        return { models: (await modelLists.of(provider)).map(toVendorModel) };
      },
      async probe(request, { signal }) {
        const { report } = await complete(attempts, probeRequest(request), { signal, purpose: 'probe' });
        return { report };
      },
    },
  });
}
