// What the vendors take off in a batch. The package knows no batch prices; the vendors state them as a share of the plain ones.
//   https://platform.openai.com/docs/pricing: the batch tab has half of every price. For models before GPT-5 it has none for cached input.
//   https://docs.claude.com/en/docs/build-with-claude/batch-processing: half of all usage, reads and writes of the cache among it.
//   https://ai.google.dev/gemini-api/docs/pricing: half of input and output; what is read from a cache costs as usual.
import { create } from '@bufbuild/protobuf';
import { PriceRowSchema, type PriceRow } from '@switchyard/proto/catalog/v1/price';
import { parentOf, sideOf } from '@switchyard/common/rating';

/** What becomes of the plain rows of one model. */
interface Discount {
  readonly type: string;
  readonly models: RegExp;
  /** Meters that cost in a batch what they cost outside. */
  readonly asUsual?: RegExp;
  /** Meters without a batch price of their own, which cost what their parent costs in a batch. */
  readonly asParent?: RegExp;
}

/** The first that fits counts. Types whose batches the adapter does not speak have none. */
const discounts: readonly Discount[] = [
  { type: 'openai', models: /^(?:gpt-[34]|o[0-9]|chatgpt-4o)/, asParent: /^cached_/ },
  { type: 'openai', models: /^/ },
  { type: 'anthropic', models: /^/ },
  { type: 'google', models: /^/, asUsual: /^cached_/ },
];

/** The rows with those of batches beside them. Searches and hours of audio have no batch price of their own. */
export function withBatchRows({ type, modelId, rows }: { type: string; modelId: string; rows: readonly PriceRow[] }): PriceRow[] {
  const discount = discounts.find((candidate) => candidate.type === type && candidate.models.test(modelId));
  if (discount === undefined) return [...rows];
  const inBatch = rows.flatMap((row): PriceRow[] => {
    if (sideOf(row.meter) === 'other' || discount.asUsual?.test(row.meter) === true) return [];
    if (discount.asParent?.test(row.meter) !== true) return [halfOf(row)];
    const parent = rows.find(({ meter, bandFromInputTokens }) => meter === parentOf(row.meter) && bandFromInputTokens === row.bandFromInputTokens);
    return parent === undefined ? [] : [{ ...halfOf(parent), meter: row.meter }];
  });
  return [...rows, ...inBatch.map((row) => create(PriceRowSchema, { ...row, batch: true }))];
}

/** Exact: an amount that has no half buys twice as much. */
function halfOf(row: PriceRow): PriceRow {
  return row.amountPicousd % 2n === 0n ? { ...row, amountPicousd: row.amountPicousd / 2n } : { ...row, per: row.per * 2n };
}
