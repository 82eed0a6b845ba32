// A model as the REST API shows it.
import { timestampDate } from '@bufbuild/protobuf/wkt';
import type { Model } from '@switchyard/proto/catalog/v1/model';
import type { PriceVersion } from '@switchyard/proto/catalog/v1/price';
import { formatUsd, mulDivHalfEven } from '@switchyard/common/money';

const perThousand = 1_000n;
const perMillion = 1_000_000n;

export function showModel(model: Model, price: PriceVersion | undefined): object {
  return {
    name: model.name,
    provider: model.provider,
    model_id: model.modelId,
    display_name: model.displayName || model.name,
    description: model.description || undefined,
    model_type: model.modelType || undefined,
    capabilities: model.capabilities,
    specialties: model.specialties,
    languages: model.languages,
    input_types: model.inputTypes,
    output_types: model.outputTypes,
    tier: model.tier,
    max_tokens: model.maxOutputTokens === undefined ? undefined : Number(model.maxOutputTokens),
    default_output_tokens: Number(model.defaultOutputTokens),
    context_window: Number(model.contextWindow),
    tokens_per_image: model.tokensPerImage === undefined ? undefined : Number(model.tokensPerImage),
    prices: price === undefined ? undefined : showPrices(price),
    supports_streaming: model.supportsStreaming,
    supports_functions: model.supportsFunctions,
    supports_vision: model.supportsVision,
    rpm: Number(model.requestsPerMinute),
    tpm: Number(model.tokensPerMinute),
    quality_score: model.qualityScore,
    speed_score: model.speedScore,
    reliability_score: model.reliabilityScore,
    accuracy_score: model.accuracyScore,
    recommended_for: model.recommendedFor,
    enabled: model.enabled,
    disabled_reason: model.disabledReason || undefined,
    fallback_models: model.fallbacks,
    visible_to: model.visibleTo,
    source: model.source || undefined,
    deprecated: model.deprecated === undefined ? undefined : { at: isoText(model.deprecated.at), replacement: model.deprecated.replacement || undefined },
    created_at: isoText(model.createdAt),
    updated_at: isoText(model.updatedAt),
  };
}

/** Per meter, as it is written and per 1K and 1M. */
function showPrices(price: PriceVersion): object {
  return {
    version: price.id,
    valid_from: isoText(price.validFrom),
    rows: price.rows.map((row) => ({
      meter: row.meter,
      band_from_input_tokens: row.bandFromInputTokens === 0n ? undefined : Number(row.bandFromInputTokens),
      service_tier: row.serviceTier || undefined,
      batch: row.batch || undefined,
      region: row.region || undefined,
      per: Number(row.per),
      usd: formatUsd(row.amountPicousd),
      per_1k: formatUsd(mulDivHalfEven(row.amountPicousd, perThousand, row.per)),
      per_1m: formatUsd(mulDivHalfEven(row.amountPicousd, perMillion, row.per)),
      source: row.source,
    })),
  };
}

export function isoText(timestamp: Parameters<typeof timestampDate>[0] | undefined): string | undefined {
  return timestamp === undefined ? undefined : timestampDate(timestamp).toISOString();
}
