// Whether the credentials of a file have what the types of their providers need, and nothing that they do not know.
import type { ProviderType } from '@switchyard/proto/provider/v1/provider_service';
import { nearest } from '../errors/index.js';
import type { Declared, DeclaredProvider } from './declared.js';
import { DeclaredError, type Mistake } from './mistakes.js';

export type CredentialType = Pick<ProviderType, 'id' | 'credentialFields' | 'credentials'>;

/** Throws DeclaredError with every mistake; types that nobody knows are the catalog's to refuse. */
export function checkCredentials(declared: Declared, types: readonly CredentialType[]): void {
  const mistakes = declared.providers.flatMap((provider, index) => {
    const type = types.find(({ id }) => id === provider.type);
    return type === undefined ? [] : mistakesOf(provider, type, `providers[${index}]`, declared);
  });
  if (mistakes.length > 0) throw new DeclaredError(declared.places?.file ?? 'the environment', mistakes);
}

function mistakesOf({ credentials }: DeclaredProvider, type: CredentialType, path: string, { places }: Declared): Mistake[] {
  const known = type.credentials.map(({ name }) => name);
  const isList = places !== undefined && places.of(`${path}.credentials`).path.endsWith('.credentials');
  return credentials.flatMap(({ fields }, at) => {
    const note = (what: string, name: string, example: string): Mistake => {
      const place = [isList ? `${path}.credentials[${at}].fields.${name}` : `${path}.credential.${name}`, isList ? `${path}.credentials[${at}]` : `${path}.api_key`, path];
      const found = place.map((wanted) => places?.of(wanted)).find((candidate, index) => candidate?.path === place[index]);
      return { line: found?.line ?? 1, column: found?.column ?? 1, path: found?.path ?? path, what, example };
    };
    const unknown = known.length === 0 ? [] : Object.keys(fields).filter((name) => !known.includes(name));
    const lacking = type.credentialFields.filter((name) => (fields[name] ?? '') === '');
    return [
      ...unknown.map((name) => note(`a credential of the type ${type.id} has no field "${name}".${hint(name, known)}`, name, exampleOf(known[0] ?? 'api_key'))),
      ...lacking.map((name) => note(`a credential of the type ${type.id} needs ${name}.`, name, exampleOf(name))),
    ];
  });
}

function hint(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  return near === undefined ? ` It has ${known.join(', ')}.` : ` Did you mean "${near}"?`;
}

function exampleOf(name: string): string {
  return `${name}: { env: ${name.toUpperCase()} }`;
}
