// What the catalog has and a file does not name: applying takes nothing away.
import type { Snapshot } from '@switchyard/proto/catalog/v1/catalog_service';
import type { Declared } from './declared.js';

/** More names than this tell a person nothing. */
const namesMax = 10;

/** One line per kind; empty when the file names all. */
export function keptBeside(declared: Declared, { providers, models, features }: Pick<Snapshot, 'providers' | 'models' | 'features'>): string[] {
  const line = (kind: string, there: readonly string[], named: readonly string[]): string[] => {
    const kept = there.filter((name) => !named.includes(name));
    if (kept.length === 0) return [];
    const more = kept.length > namesMax ? ` and ${kept.length - namesMax} more` : '';
    return [`kept, though not in the file: ${kept.length === 1 ? kind : `${kind}s`} ${kept.slice(0, namesMax).join(', ')}${more}`];
  };
  return [
    ...line('provider', providers.map(({ id }) => id), declared.providers.map(({ id }) => id)),
    ...line('model', models.map(({ name }) => name), declared.models.map(({ name }) => name)),
    ...line('feature', features.map(({ name }) => name), declared.features.map(({ name }) => name)),
  ];
}
