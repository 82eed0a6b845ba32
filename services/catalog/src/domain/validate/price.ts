// Price rows as callers send them: amounts, units and conditions that the arithmetic of common/rating can use.
import type { PriceRow, PriceVersion } from '@switchyard/proto/catalog/v1/price';
import { priceRowsMax } from '../../limits.js';
import { rowKey } from '../price-book.js';
import { checkAtLeast, checkName, checkText, refuse } from './refuse.js';

const wordPattern = /^[a-z][a-z0-9_-]{0,62}$/;

export function checkPrice(path: string, { model, rows }: PriceVersion): void {
  checkName(`${path}.model`, model);
  if (rows.length === 0) refuse(`${path}.rows`, 'there are none.', 'Give at least the meters input and output. A price of zero is a row too.');
  if (rows.length > priceRowsMax) refuse(`${path}.rows`, `there are ${rows.length}; ${priceRowsMax} are allowed.`, 'Leave out meters that the model does not have.');
  rows.forEach((row, index) => checkRow(`${path}.rows[${index}]`, row));
  const seen = new Set<string>();
  rows.forEach((row, index) => {
    const key = rowKey(row);
    if (seen.has(key)) refuse(`${path}.rows[${index}]`, `the meter ${row.meter} has two rows for the same condition.`, 'Leave one out, or give them different bands, tiers, regions or modalities.');
    seen.add(key);
    if (row.bandFromInputTokens > 0n && !rows.some((other) => other.bandFromInputTokens === 0n && rowKey({ ...row, bandFromInputTokens: 0n }) === rowKey(other))) {
      refuse(`${path}.rows[${index}].band_from_input_tokens`, `the meter ${row.meter} has no price below ${row.bandFromInputTokens} input tokens.`, 'Add the row of the band from 0.');
    }
  });
}

function checkRow(path: string, row: PriceRow): void {
  if (!wordPattern.test(row.meter)) refuse(`${path}.meter`, `${JSON.stringify(row.meter)} is not a meter.`, 'Use input, cached_input, cache_write_5m, output, reasoning or the like.');
  checkAtLeast(`${path}.amount_picousd`, row.amountPicousd, 0n);
  checkAtLeast(`${path}.per`, row.per, 1n);
  checkAtLeast(`${path}.band_from_input_tokens`, row.bandFromInputTokens, 0n);
  if (row.marginal && row.bandFromInputTokens === 0n) refuse(`${path}.marginal`, 'only a band that starts above 0 can be marginal.', 'Set band_from_input_tokens.');
  for (const [field, value] of [['service_tier', row.serviceTier], ['cache_ttl', row.cacheTtl], ['modality', row.modality]] as const) {
    if (value !== '' && !wordPattern.test(value) && !/^[0-9]+[smhd]$/.test(value)) refuse(`${path}.${field}`, `${JSON.stringify(value)} is not a word.`, 'Use a word such as flex, 5m or audio.');
  }
  checkText(`${path}.region`, row.region, 64);
  checkText(`${path}.source`, row.source, 256);
}
