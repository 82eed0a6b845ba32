// One price of the package as rows of ours: its units are our meters, its floats are short decimals that are read as text.
import { create } from '@bufbuild/protobuf';
import { TieredPrices, type ModelPrice } from '@pydantic/genai-prices';
import { PriceRowSchema, type PriceRow } from '@switchyard/proto/catalog/v1/price';
import { parseUsdHalfEven } from '@switchyard/common/money';
import { shippedSource } from './package.js';

interface Unit {
  readonly meters: readonly string[];
  readonly per: bigint;
  /** The package charges a more special unit that has no price of its own as the plain one; so do rows that inherit. */
  readonly inherits?: true;
}

const million = 1_000_000n;
const units: ReadonlyMap<string, Unit> = new Map<string, Unit>([
  ['input_mtok', { meters: ['input'], per: million, inherits: true }],
  ['cache_read_mtok', { meters: ['cached_input'], per: million }],
  // The vendors' usual life of a cache is five minutes; longer ones have a unit of their own.
  ['cache_write_mtok', { meters: ['cache_write', 'cache_write_5m'], per: million }],
  ['cache_write_1h_mtok', { meters: ['cache_write_1h'], per: million }],
  ['output_mtok', { meters: ['output'], per: million, inherits: true }],
  ['output_reasoning_mtok', { meters: ['reasoning'], per: million }],
  ['input_audio_mtok', { meters: ['input_audio'], per: million }],
  ['cache_audio_read_mtok', { meters: ['cached_input_audio'], per: million }],
  ['output_audio_mtok', { meters: ['output_audio'], per: million }],
  ['input_image_mtok', { meters: ['input_image'], per: million }],
  ['cache_image_read_mtok', { meters: ['cached_input_image'], per: million }],
  ['output_image_mtok', { meters: ['output_image'], per: million }],
  ['input_video_mtok', { meters: ['input_video'], per: million }],
  ['output_video_mtok', { meters: ['output_video'], per: million }],
  ['web_searches_kcount', { meters: ['web_searches'], per: 1000n }],
  ['storage_searches_kcount', { meters: ['storage_searches'], per: 1000n }],
  ['audio_hours', { meters: ['audio_seconds'], per: 3600n }],
  ['input_audio_hours', { meters: ['input_audio_seconds'], per: 3600n }],
]);

/** Units that are not known here have no row: what they count is then unpriced, and not free. */
export function rowsOfPrice(price: ModelPrice): PriceRow[] {
  return Object.entries(price).flatMap(([key, value]) => {
    const unit = units.get(key);
    if (unit === undefined || value === undefined) return [];
    return unit.meters.flatMap((meter) => bandsOf(value).map(({ fromInputTokens, amount }) => rowOf({ meter, unit, fromInputTokens, amount })));
  });
}

/** A tier of the package is charged above its start, for all units of the request. */
function bandsOf(value: number | TieredPrices): { fromInputTokens: bigint; amount: number }[] {
  if (typeof value === 'number') return [{ fromInputTokens: 0n, amount: value }];
  return [{ fromInputTokens: 0n, amount: value.base }, ...value.tiers.map(({ start, price }) => ({ fromInputTokens: BigInt(start) + 1n, amount: price }))];
}

function rowOf({ meter, unit, fromInputTokens, amount }: { meter: string; unit: Unit; fromInputTokens: bigint; amount: number }): PriceRow {
  return create(PriceRowSchema, {
    meter,
    amountPicousd: parseUsdHalfEven(String(amount)),
    per: unit.per,
    bandFromInputTokens: fromInputTokens,
    inherits: unit.inherits ?? false,
    source: shippedSource,
  });
}
