// The provider types that the adapter knows.
import type { Provider } from '@switchyard/proto/catalog/v1/provider';
import { refuse } from './validate/refuse.js';

export interface KnownType {
  /** Needs no key and costs nothing by default. */
  readonly isLocal: boolean;
  readonly needsBaseUrl: boolean;
}

export type KnownTypes = ReadonlyMap<string, KnownType>;

/** Warnings; throws when the adapter is known not to speak this type. */
export function checkType(field: string, provider: Provider, types: KnownTypes | undefined): string[] {
  if (types === undefined) return [`warning: provider ${provider.id}: its type ${provider.type} was not checked, since provider-adapter cannot be reached now`];
  const known = types.get(provider.type);
  if (known === undefined) refuse(field, `provider-adapter knows no type ${JSON.stringify(provider.type)}.`, `Use one of ${[...types.keys()].join(', ')}.`);
  if (known.needsBaseUrl && provider.baseUrl === '') refuse(field.replace(/type$/, 'base_url'), `the type ${provider.type} has no address of its own.`, 'Say where it is, such as http://127.0.0.1:11434.');
  return [];
}
