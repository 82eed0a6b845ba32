// The RPCs of provider-adapter: translate, ask the domain, translate.
import { ProviderAdapter } from '@switchyard/proto/provider/v1/provider_service';
import { serve, type ServedService } from '@switchyard/common/grpc';
import type { Provider } from '../adapter/provider.js';
import type { Attempts } from '../domain/attempts.js';
import type { Batches } from '../domain/batches/batches.js';
import { analyzeCall } from '../domain/calls/analyze-call.js';
import { chatCall } from '../domain/calls/chat-call.js';
import { embedCall } from '../domain/calls/embed-call.js';
import { imageCall } from '../domain/calls/image-call.js';
import { complete } from '../domain/complete.js';
import type { ModelLists } from '../domain/model-lists.js';
import { probeCall } from '../domain/probe.js';
import type { CatalogReader } from '../domain/ports.js';
import { stream } from '../domain/stream.js';
import { access } from './access.js';
import { batchHandlers } from './batch-handlers.js';
import { frameOf } from './frames.js';
import { toProviderType, toVendorModel } from './listings.js';
import { embeddingsOf, imagesOf, labelsOf, partsOf } from './results.js';

export interface AdapterOptions {
  readonly providers: readonly Provider[];
  readonly attempts: Attempts;
  readonly batches: Batches;
  readonly catalog: Pick<CatalogReader, 'model'>;
  readonly modelLists: ModelLists;
  readonly journalId: string;
}

export function adapterService({ providers, attempts, batches, catalog, modelLists, journalId }: AdapterOptions): ServedService {
  return serve(ProviderAdapter, {
    access,
    handlers: {
      async complete(request, { signal }) {
        const { answer, report } = await complete(attempts, chatCall(request, { isStream: false }), { signal });
        return { parts: partsOf(answer), report };
      },
      async *stream(request, { signal }) {
        for await (const frame of stream(attempts, chatCall(request, { isStream: true }), signal)) {
          const told = frameOf(frame, journalId);
          if (told !== undefined) yield told;
        }
      },
      async embed(request, { signal }) {
        const { answer, report } = await complete(attempts, embedCall(request), { signal });
        return { embeddings: embeddingsOf(answer), report };
      },
      async generateImage(request, { signal }) {
        const { answer, report } = await complete(attempts, imageCall(request), { signal });
        return { images: imagesOf(answer), report };
      },
      async analyzeImage(request, { signal }) {
        const { answer, report } = await complete(attempts, analyzeCall(request), { signal });
        return { results: labelsOf(answer), report };
      },
      ...batchHandlers(batches),
      listProviders: () => ({ types: [...providers].sort((one, other) => (one.id < other.id ? -1 : 1)).map(toProviderType) }),
      async listModels({ provider }) {
        return { models: (await modelLists.of(provider)).map(toVendorModel) };
      },
      async probe(request, { signal }) {
        const { report } = await complete(attempts, probeCall(request, catalog.model(request.terms?.model ?? '')), { signal, purpose: 'probe' });
        return { report };
      },
    },
  });
}
