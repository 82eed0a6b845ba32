// The catalog as the router needs it: one immutable view per revision, with everything looked up once instead of per request.
import type { Defaults, Feature } from '@switchyard/proto/catalog/v1/feature';
import type { Model } from '@switchyard/proto/catalog/v1/model';
import type { Provider } from '@switchyard/proto/catalog/v1/provider';
import type { Snapshot } from '@switchyard/proto/catalog/v1/catalog_service';
import { priceVersionOfMessage, type PriceVersion } from '@switchyard/common/rating';
import { routesOfModel, type CatalogRoute } from '@switchyard/common/routes';
import type { TokenCounting } from '@switchyard/common/tokens';
import { tokensPerMessage, tokensPerRequest, tokensPerTool } from '../limits.js';

export type Route = Pick<CatalogRoute, 'id' | 'credentialId'>;

export interface ModelView {
  readonly model: Model;
  readonly provider: Provider;
  /** One route per credential; one without a credential for local servers. */
  readonly routes: readonly Route[];
  /** All versions, oldest first. */
  readonly prices: readonly PriceVersion[];
  readonly counting: TokenCounting;
  readonly capabilities: ReadonlySet<string>;
}

export interface CatalogView {
  readonly revision: bigint;
  readonly models: ReadonlyMap<string, ModelView>;
  readonly features: ReadonlyMap<string, Feature>;
  readonly providers: ReadonlyMap<string, Provider>;
  readonly defaults: Defaults | undefined;
}

export function catalogView(snapshot: Snapshot): CatalogView {
  const providers = new Map(snapshot.providers.map((provider) => [provider.id, provider]));
  const prices = Map.groupBy(snapshot.prices.map(priceVersionOfMessage), (version) => version.model);
  const models = new Map<string, ModelView>();
  for (const model of snapshot.models) {
    const provider = providers.get(model.provider);
    // The catalog refuses models without a provider; a view never holds half a model all the same.
    if (provider !== undefined) models.set(model.name, modelView(model, provider, prices.get(model.name) ?? []));
  }
  return {
    revision: snapshot.revision,
    models,
    features: new Map(snapshot.features.map((feature) => [feature.name, feature])),
    providers,
    defaults: snapshot.defaults,
  };
}

function modelView(model: Model, provider: Provider, prices: readonly PriceVersion[]): ModelView {
  return {
    model,
    provider,
    routes: routesOfModel(model, provider),
    prices: prices.toSorted((a, b) => validFrom(a) - validFrom(b)),
    counting: {
      bytesFactor: model.tokensPerByteFactor === 1 ? 1n : 3n,
      tokensPerRequest,
      tokensPerMessage,
      tokensPerTool,
      ...(model.tokensPerImage === undefined ? {} : { tokensPerImage: model.tokensPerImage }),
      contextWindowTokens: model.contextWindow,
    },
    capabilities: new Set(model.capabilities),
  };
}

/** The price version valid at a moment; undefined when the model had no price then. */
export function priceAt(view: ModelView, nowMs: number): PriceVersion | undefined {
  return view.prices.findLast((version) => validFrom(version) <= nowMs);
}

function validFrom(version: PriceVersion): number {
  return version.rows[0]?.validFromMs ?? 0;
}
