// The models that a server has pulled, through Ollama's own SDK.
import type { ListedModel, ListingContext } from '../../adapter/provider.js';
import { bearer } from '../../toolkit/index.js';

export async function listOllamaModels(context: ListingContext): Promise<readonly ListedModel[]> {
  const { Ollama } = await import('ollama/browser');
  // This SDK has no timeout of its own.
  const patience = AbortSignal.timeout(context.timeoutMs);
  const fetch: typeof globalThis.fetch = (input, init) => context.fetch(input, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, patience]) : patience });
  const client = new Ollama({ host: context.baseUrl, fetch, headers: bearer(context) });
  const { models } = await client.list();
  return models.map(({ model }) => ({ id: model }));
}
