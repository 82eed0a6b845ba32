// A provider whose option `models` says `shipped` brings the models of the shipped book with it, so that a first start
// needs nothing but a key. Its options `timeout_ms` and `retries` are theirs.
import { create } from '@bufbuild/protobuf';
import { ModelSchema, type Model } from '@switchyard/proto/catalog/v1/model';
import type { Provider } from '@switchyard/proto/catalog/v1/provider';
import type { ShippedBook, ShippedModel } from './shipped.js';
import { fillModel } from './validate/model.js';
import { namePattern } from './validate/refuse.js';

const shippedModelsOption = 'models';
/** Options of a row that are about these, whatever its type. */
export const shippedOptions: readonly string[] = [shippedModelsOption, 'timeout_ms', 'retries'];
const shippedModelsWord = 'shipped';

/** Models that are there already are left as they are, whoever made them. */
export function shippedModelsOf(provider: Provider, book: ShippedBook, existing: ReadonlyMap<string, Model>): Model[] {
  if (provider.options[shippedModelsOption] !== shippedModelsWord) return [];
  const isServed = new Set([...existing.values()].filter((model) => model.provider === provider.id).map(({ modelId }) => modelId));
  return book.models(provider.type).flatMap((shipped) => {
    // The plain name belongs to whoever took it first; a second account of the same vendor puts its id before.
    const name = existing.has(shipped.modelId) ? `${provider.id}/${shipped.modelId}` : shipped.modelId;
    return isServed.has(shipped.modelId) || existing.has(name) || !namePattern.test(name) ? [] : [modelOf({ provider, shipped, name, source: book.source })];
  });
}

function modelOf({ provider, shipped, name, source }: { provider: Provider; shipped: ShippedModel; name: string; source: string }): Model {
  const { timeout_ms: timeoutMs = '', retries = '' } = provider.options;
  return fillModel(
    create(ModelSchema, {
      name,
      provider: provider.id,
      modelId: shipped.modelId,
      displayName: shipped.displayName,
      description: shipped.description,
      capabilities: [...shipped.capabilities],
      contextWindow: shipped.contextWindow ?? 0n,
      tokensPerImage: shipped.tokensPerImage,
      enabled: true,
      timers: /^[0-9]{1,9}$/.test(timeoutMs) ? { totalMs: BigInt(timeoutMs) } : undefined,
      retries: /^[0-9]{1,2}$/.test(retries) ? Number(retries) : 0,
      source,
    }),
  );
}
