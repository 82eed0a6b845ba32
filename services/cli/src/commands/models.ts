// switchyard models and providers: what the catalog has.
import { toJson } from '@bufbuild/protobuf';
import { Catalog, SnapshotSchema } from '@switchyard/proto/catalog/v1/catalog_service';
import type { PriceVersion } from '@switchyard/proto/catalog/v1/price';
import { mulDivHalfEven, formatUsd } from '@switchyard/common/money';
import { callTimeoutMs, type Session } from '../session.js';

const perMillion = 1_000_000n;

export async function models({ manage, output }: Session): Promise<void> {
  const { snapshot } = await manage(Catalog).getSnapshot({}, { timeoutMs: callTimeoutMs });
  if (snapshot === undefined) return output.line('The catalog is empty.');
  if (output.isJson) return output.json((toJson(SnapshotSchema, snapshot) as { models?: unknown }).models ?? []);
  output.table(
    ['model', 'provider', 'vendor model', 'window', 'USD/1M in', 'USD/1M out', 'capabilities', 'state'],
    snapshot.models.map((model) => {
      const price = snapshot.prices.find(({ id }) => id === model.priceVersion);
      return [model.name, model.provider, model.modelId, String(model.contextWindow), perMillionOf(price, 'input'), perMillionOf(price, 'output'), model.capabilities.join(' '), model.enabled ? 'enabled' : `disabled: ${model.disabledReason}`];
    }),
    'no models',
  );
}

export async function providers({ manage, output }: Session): Promise<void> {
  const { snapshot } = await manage(Catalog).getSnapshot({}, { timeoutMs: callTimeoutMs });
  if (output.isJson) return output.json(snapshot === undefined ? [] : ((toJson(SnapshotSchema, snapshot) as { providers?: unknown }).providers ?? []));
  output.table(
    ['provider', 'type', 'address', 'keys', 'state'],
    (snapshot?.providers ?? []).map(({ id, type, baseUrl, credentials, enabled }) => [id, type, baseUrl, credentials.join(' '), enabled ? 'enabled' : 'disabled']),
    'no providers',
  );
}

function perMillionOf(price: PriceVersion | undefined, meter: string): string {
  const row = price?.rows.find((candidate) => candidate.meter === meter && candidate.bandFromInputTokens === 0n && !candidate.batch && candidate.serviceTier === '' && candidate.region === '');
  return row === undefined ? 'unknown' : formatUsd(mulDivHalfEven(row.amountPicousd, perMillion, row.per));
}
