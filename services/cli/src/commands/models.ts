// switchyard models and providers: what the catalog has.
import { toJson } from '@bufbuild/protobuf';
import { Catalog, SnapshotSchema } from '@switchyard/proto/catalog/v1/catalog_service';
import { ListProvidersResponseSchema, ProviderAdapter, type ProviderField, type ProviderType } from '@switchyard/proto/provider/v1/provider_service';
import type { PriceVersion } from '@switchyard/proto/catalog/v1/price';
import { AppError, Reason } from '@switchyard/common/errors';
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

/** One of them whole, when it is named. */
export async function providerTypes({ manage, output }: Session, id?: string): Promise<void> {
  const answer = await manage(ProviderAdapter).listProviders({}, { timeoutMs: callTimeoutMs });
  const types = id === undefined ? answer.types : answer.types.filter((type) => type.id === id);
  if (id !== undefined && types.length === 0) throw new AppError(Reason.INVALID_FIELD, `There is no type ${id}.`, { nextStep: `There is ${answer.types.map((type) => type.id).join(', ')}.` });
  if (output.isJson) return output.json(toJson(ListProvidersResponseSchema, { ...answer, types }));
  const [only] = types;
  if (id !== undefined && only !== undefined) return showType(only, output);
  output.table(
    ['type', 'name', 'default address', 'key fields', 'options', 'capabilities'],
    types.map((type) => [type.id, type.displayName, type.defaultBaseUrl || (type.local ? '' : 'must be given'), fieldsOf(type), type.options.map(({ name }) => name).join(' '), type.capabilities.join(' ')]),
    'no types',
  );
  output.line();
  for (const { exampleYaml } of types) if (exampleYaml !== '') output.line(exampleYaml);
}

function fieldsOf({ credentials, credentialFields }: ProviderType): string {
  return credentials.length === 0 ? credentialFields.join(' ') : credentials.map(({ name, required }) => (required || credentialFields.includes(name) ? name : `[${name}]`)).join(' ');
}

function showType(type: ProviderType, output: Session['output']): void {
  output.pairs([
    ['type', type.id],
    ['name', type.displayName],
    ['default address', type.defaultBaseUrl || 'must be given'],
    ['documentation', type.documentation],
    ['capabilities', type.capabilities.join(' ')],
    ['closing a stream stops the bill', type.cancelStopsBilling],
  ]);
  const describe = (fields: readonly ProviderField[]): string[][] => fields.map(({ name, required, description, values, example }) => [name, required ? 'yes' : '', description, values.join(' '), example]);
  output.line();
  output.table(['field of the credential', 'needed', 'what', 'one of', 'example'], describe(type.credentials), 'It needs no credential.');
  output.line();
  output.table(['option', 'needed', 'what', 'one of', 'example'], describe(type.options), 'It has no options.');
  output.line();
  output.line(`providers:\n  ${type.exampleYaml}`);
}

function perMillionOf(price: PriceVersion | undefined, meter: string): string {
  const row = price?.rows.find((candidate) => candidate.meter === meter && candidate.bandFromInputTokens === 0n);
  return row === undefined ? 'unknown' : formatUsd(mulDivHalfEven(row.amountPicousd, perMillion, row.per));
}
