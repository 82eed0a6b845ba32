// A refusal by the catalog, told at the line of the file it is about; and with it every other name of the file that
// neither the file nor the catalog has, so that one run finds them all.
import type { Snapshot } from '@switchyard/proto/catalog/v1/catalog_service';
import { isAppError, nearest, type AppError } from '../errors/index.js';
import type { Declared } from './declared.js';
import { DeclaredError, type Mistake } from './mistakes.js';
import type { Places } from './places.js';
import { planCatalog } from './plan.js';

/** What can be named besides the file's own; undefined where nobody could be asked. */
export interface Known {
  readonly snapshot: Pick<Snapshot, 'models' | 'providers'> | undefined;
  readonly types: readonly string[] | undefined;
}

/** The catalog's names of fields -> the file's. */
const renamed: Readonly<Record<string, string>> = { model_id: 'model', max_output_tokens: 'max_tokens' };

/** The error itself when it is not about the file. */
export function locateRefusal(error: unknown, declared: Declared, known: Known): unknown {
  const { places } = declared;
  if (places === undefined || !isAppError(error)) return error;
  const refused = refusedMistake(error, declared, places);
  if (refused === undefined) return error;
  const named = unknownNames(declared, places, known);
  const mistakes = named.some(({ path }) => path === refused.path) ? named : [refused, ...named];
  return new DeclaredError(places.file, mistakes.toSorted((a, b) => a.line - b.line || a.column - b.column));
}

function refusedMistake(error: AppError, declared: Declared, places: Places): Mistake | undefined {
  const { field = '', nextStep = '' } = error.options;
  const [, index, rest = ''] = /^changes\[(\d+)\]\.\w+(.*)$/.exec(field) ?? [];
  const path = planCatalog(declared).paths[Number(index)];
  if (index === undefined || path === undefined) return undefined;
  const inFile = `${path}${rest.replaceAll(/\w+/g, (word) => renamed[word] ?? word)}`;
  const what = error.message.startsWith(`${field}: `) ? error.message.slice(field.length + 2) : error.message.replace(field, 'it');
  return { ...places.of(inFile), path: inFile, what: [what, nextStep].filter((part) => part !== '').join(' '), example: '' };
}

function unknownNames(declared: Declared, places: Places, { snapshot, types }: Known): Mistake[] {
  const mistakes: Mistake[] = [];
  const need = (kind: string, name: string, path: string, all: readonly string[] | undefined): void => {
    if (all === undefined || name === '' || all.includes(name)) return;
    const near = nearest(name, all);
    mistakes.push({ ...places.of(path), path, what: `there is no ${kind} "${name}".${near === undefined ? ` There is ${all.join(', ')}.` : ` Did you mean "${near}"?`}`, example: '' });
  };
  const models = snapshot && [...new Set([...declared.models, ...snapshot.models].map(({ name }) => name))];
  const providers = snapshot && [...new Set([...declared.providers, ...snapshot.providers].map(({ id }) => id))];
  declared.providers.forEach(({ type }, index) => need('type', type, `providers[${index}].type`, types));
  declared.models.forEach(({ provider, fallbacks }, index) => {
    need('provider', provider, `models[${index}].provider`, providers);
    fallbacks.forEach((name, at) => need('model', name, `models[${index}].fallbacks[${at}]`, models));
  });
  declared.features.forEach(({ chain }, index) => chain.forEach((name, at) => need('model', name, `features[${index}].chain[${at}]`, models)));
  need('model', declared.defaults?.model ?? '', 'defaults.model', models);
  declared.defaults?.chain.forEach((name, at) => need('model', name, `defaults.chain[${at}]`, models));
  return mistakes;
}
