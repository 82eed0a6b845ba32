// The provider types that the adapter knows.
import { nearest } from '@switchyard/common/errors';
import type { Provider } from '@switchyard/proto/catalog/v1/provider';
import type { ProviderField } from '@switchyard/proto/provider/v1/provider_service';
import { shippedOptions } from './shipped-models.js';
import { quote, refuse } from './validate/refuse.js';

export interface KnownType {
  /** Needs no key and costs nothing by default. */
  readonly isLocal: boolean;
  readonly needsBaseUrl: boolean;
  /** What a row may say under options; undefined when the adapter is older than its telling of them. */
  readonly options?: readonly KnownOption[] | undefined;
}

export type KnownOption = Pick<ProviderField, 'name' | 'required' | 'example' | 'values'>;

export type KnownTypes = ReadonlyMap<string, KnownType>;

/** Warnings; throws when the adapter is known not to speak this type. */
export function checkType(field: string, provider: Provider, types: KnownTypes | undefined): string[] {
  if (types === undefined) return [`warning: provider ${provider.id}: its type ${provider.type} was not checked, since provider-adapter cannot be reached now`];
  const known = types.get(provider.type);
  if (known === undefined) refuse(field, `provider-adapter knows no type ${JSON.stringify(provider.type)}.`, `Use one of ${[...types.keys()].join(', ')}.`);
  if (known.needsBaseUrl && provider.baseUrl === '') refuse(field.replace(/type$/, 'base_url'), `the type ${provider.type} has no address of its own.`, 'Say where it is, such as http://127.0.0.1:11434.');
  checkOptions(field.replace(/type$/, 'options'), provider, known.options);
  return [];
}

function checkOptions(field: string, { type, options }: Provider, known: readonly KnownOption[] | undefined): void {
  if (known === undefined) return;
  // Those of the shipped models are the catalog's own, whatever the type.
  const names = [...known.map(({ name }) => name), ...shippedOptions];
  for (const [name, value] of Object.entries(options)) {
    if (!names.includes(name)) {
      const near = nearest(name, names);
      refuse(`${field}.${name}`, `the type ${type} has no option ${quote(name)}.`, near === undefined ? `It has ${names.join(', ')}.` : `Did you mean ${near}?`);
    }
    const option = known.find((candidate) => candidate.name === name);
    if (option !== undefined && option.values.length > 0 && !option.values.includes(value)) {
      refuse(`${field}.${name}`, `${quote(value)} is none of ${option.values.join(', ')}.`, `Use ${name}: ${option.example}.`);
    }
  }
  for (const { name, required, example } of known) {
    if (required && (options[name] ?? '') === '') refuse(`${field}.${name}`, `the type ${type} needs it.`, `Say ${name}: ${example}.`);
  }
}
