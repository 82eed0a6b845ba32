// Prices between the wire and the arithmetic: catalog.v1.PriceVersion <-> PriceVersion.
import type { PriceVersion as PriceVersionMessage, PriceRow as PriceRowMessage } from '@switchyard/proto/catalog/v1/price';
import { timestampMs } from '@bufbuild/protobuf/wkt';
import type { PriceRow, PriceVersion } from './price.js';

/** Empty strings and zeros of the message are "any" and "none": they become absent. */
export function priceVersionOfMessage(message: PriceVersionMessage): PriceVersion {
  const validFromMs = message.validFrom === undefined ? 0 : timestampMs(message.validFrom);
  const validToMs = message.validTo === undefined ? undefined : timestampMs(message.validTo);
  return { id: message.id, model: message.model, rows: message.rows.map((row) => rowOfMessage(row, { validFromMs, validToMs })) };
}

function rowOfMessage(row: PriceRowMessage, validity: { validFromMs: number; validToMs: number | undefined }): PriceRow {
  return {
    meter: row.meter,
    amountPicoUsd: row.amountPicousd,
    per: row.per,
    bandFromInputTokens: row.bandFromInputTokens === 0n ? undefined : row.bandFromInputTokens,
    marginal: row.marginal,
    serviceTier: row.serviceTier || undefined,
    batch: row.batch ? true : undefined,
    region: row.region || undefined,
    cacheTtl: row.cacheTtl || undefined,
    modality: row.modality || undefined,
    inherits: row.inherits,
    validFromMs: validity.validFromMs,
    validToMs: validity.validToMs,
    source: row.source,
  };
}
