// Prices as the catalog keeps them: immutable, effective-dated rows, gathered in versions.

// Amounts per meter. Meters are disjoint: cached input is not counted in `input` again.
export type Usage = { readonly [meter: string]: bigint };

export type PriceRow = {
  // What is priced. `cacheTtl` and `modality` refine it: { meter: 'cache_write', cacheTtl: '1h' }
  // is the meter cache_write_1h, { meter: 'input', modality: 'audio' } is input_audio.
  readonly meter: string;
  // amountPicoUsd is paid for `per` units, so 0.25 USD per million tokens is 250_000_000_000n per 1_000_000n.
  readonly amountPicoUsd: bigint;
  readonly per: bigint;
  // The row holds from this many input tokens (all input meters together) on. Absent is from 0.
  readonly bandFromInputTokens?: bigint;
  // With `marginal` the row prices only this meter's own units above the band's start, as tax
  // brackets do; without, the band that the input reaches prices all units.
  readonly marginal?: boolean;
  // Absent means any value of these three. A tier or batch that no row of the version names is unpriced all the same.
  readonly serviceTier?: string;
  readonly batch?: boolean;
  readonly region?: string;
  readonly cacheTtl?: string;
  readonly modality?: string;
  // Whether meters below this one (parentOf) that have no row of their own cost the same.
  readonly inherits?: boolean;
  readonly validFromMs: number;
  readonly validToMs?: number;
  // Where the price was read: a vendor's page, a file, `local`.
  readonly source: string;
};

export type PriceVersion = {
  readonly id: string;
  readonly model: string;
  readonly rows: readonly PriceRow[];
};

// What was asked for, or better, what the vendor said that it served.
export type RatingContext = {
  readonly serviceTier?: string;
  readonly region?: string;
  readonly batch?: boolean;
};

// The meter that a row prices, with its qualifiers folded into the name.
export function meterOfRow(row: PriceRow): string {
  const withModality = row.modality === undefined || row.modality === 'text' ? row.meter : suffixed(row.meter, row.modality);
  return row.cacheTtl === undefined ? withModality : suffixed(withModality, row.cacheTtl);
}

function suffixed(meter: string, suffix: string): string {
  return meter.endsWith(`_${suffix}`) ? meter : `${meter}_${suffix}`;
}

// Vendors' names for "no tier in particular". Prices of that tier are rows without a tier.
const standardTiers = new Set(['', 'default', 'standard', 'auto']);

// The tier in the form rows use: undefined for the standard one.
export function tierOf(serviceTier: string | undefined): string | undefined {
  return serviceTier === undefined || standardTiers.has(serviceTier) ? undefined : serviceTier;
}
