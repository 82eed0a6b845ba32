// What the domain asks of a shipped price book, wherever it comes from.
import type { PriceRow } from '@switchyard/proto/catalog/v1/price';

export interface ShippedPrice {
  /** undefined is from the beginning. */
  readonly validFromMs: number | undefined;
  readonly rows: readonly PriceRow[];
}

export interface ShippedModel {
  readonly modelId: string;
  readonly displayName: string;
  readonly description: string;
  /** undefined is unknown. */
  readonly contextWindow: bigint | undefined;
  /** The most tokens of one picture; undefined is unknown. */
  readonly tokensPerImage: bigint | undefined;
  readonly capabilities: readonly string[];
  /** Oldest first; empty when no price is known. */
  readonly prices: readonly ShippedPrice[];
}

export interface ShippedBook {
  /** Name, version and date. */
  readonly source: string;
  /** What the source of every version of the book starts with. */
  readonly sourcePrefix: string;
  /** Models of a provider type that are offered by themselves. */
  models(providerType: string): readonly ShippedModel[];
  /** A model by what the vendor calls it, at the vendor's own address. */
  find(model: { providerType: string; baseUrl: string; modelId: string }): ShippedModel | undefined;
}
