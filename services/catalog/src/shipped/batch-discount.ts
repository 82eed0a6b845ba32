// What the vendors take off in a batch. The package knows no batch prices; the vendors state them as a share of the plain ones.
//   https://platform.openai.com/docs/pricing: the batch tab has half of every price, cached input among them.
//   https://docs.claude.com/en/docs/build-with-claude/batch-processing: half of all usage, reads and writes of the cache among it.
//   https://ai.google.dev/gemini-api/docs/pricing: half of input and output; what is read from a cache costs as usual.
import { create } from '@bufbuild/protobuf';
import { PriceRowSchema, type PriceRow } from '@switchyard/proto/catalog/v1/price';
import { sideOf } from '@switchyard/common/rating';

/** Types whose batches the adapter speaks, and the meters that are not halved. */
const halved: ReadonlyMap<string, RegExp | undefined> = new Map([
  ['openai', undefined],
  ['anthropic', undefined],
  ['google', /^cached_/],
]);

/** The rows with those of batches beside them. Searches and hours of audio have no batch price of their own. */
export function withBatchRows(providerType: string, rows: readonly PriceRow[]): PriceRow[] {
  if (!halved.has(providerType)) return [...rows];
  const kept = halved.get(providerType);
  const discounted = rows.filter(({ meter }) => sideOf(meter) !== 'other' && kept?.test(meter) !== true);
  return [...rows, ...discounted.map((row) => create(PriceRowSchema, { ...halfOf(row), batch: true }))];
}

/** Exact: an amount that has no half buys twice as much. */
function halfOf(row: PriceRow): PriceRow {
  return row.amountPicousd % 2n === 0n ? { ...row, amountPicousd: row.amountPicousd / 2n } : { ...row, per: row.per * 2n };
}
