// switchyard.yaml -> what it declares. Throws DeclaredError with every mistake of the file.
import { LineCounter, parseDocument } from 'yaml';
import { placesOf } from './places.js';
import type { Declared } from './declared.js';
import { DeclaredError } from './mistakes.js';
import { Field, Reading, type Secrets } from './reader.js';
import { readFeature, readModel, readProvider } from './read-catalog.js';
import { readTenant } from './read-tenant.js';

/** A file longer than this is not a configuration. */
const fileLengthMax = 4 * 1024 * 1024;

export interface ParseOptions {
  /** For messages. */
  readonly file: string;
  readonly text: string;
  readonly secrets: Secrets;
}

export function parseDeclared({ file, text, secrets }: ParseOptions): Declared {
  if (text.length > fileLengthMax) throw new DeclaredError(file, [{ line: 1, column: 1, path: '', what: `the file is longer than ${fileLengthMax} characters.`, example: '' }]);
  const lines = new LineCounter();
  // Aliases are counted, so that a small file cannot unfold into a huge one.
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const reading = new Reading({ document, lines, secrets });
  for (const error of document.errors) reading.note(error.pos[0], '', `${error.message.split('\n')[0]}`, '');
  if (reading.mistakes.length > 0) throw new DeclaredError(file, reading.mistakes);

  const root = new Field({ reading, node: document.contents ?? undefined, offset: 0, path: '' });
  const declared = root.map(['providers', 'models', 'features', 'tenants', 'defaults'], 'providers: [ … ]', (get): Declared => ({
    providers: get('providers').list(readProvider, '[ { id: openai, type: openai, api_key: { env: OPENAI_API_KEY } } ]'),
    models: get('models').list(readModel, '[ { name: quick, provider: openai, model: gpt-5-mini } ]'),
    features: get('features').list(readFeature, '[ { name: photo_analysis, chain: [quick] } ]'),
    tenants: get('tenants').list(readTenant, '[ { name: acme } ]'),
    defaults: get('defaults').isPresent ? get('defaults').map(['model', 'chain', 'strategy'], '{ model: quick }', (of) => ({ model: of('model').optionalText('quick'), chain: of('chain').texts('quick'), strategy: of('strategy').optionalText('adaptive') })) : undefined,
  }));
  if (declared !== undefined) checkReferences(declared, root);
  if (reading.mistakes.length > 0 || declared === undefined) throw new DeclaredError(file, reading.mistakes);
  return { ...declared, places: placesOf({ file, document, lines }) };
}

/** Names that are used twice. What they point at may be in the catalog already, so only the catalog can judge that. */
function checkReferences(declared: Declared, root: Field): void {
  const twice = (what: string, names: readonly string[]): void => {
    for (const name of new Set(names.filter((candidate, index) => names.indexOf(candidate) !== index))) root.mistake(`${what} "${name}" is declared twice.`, 'each name once');
  };
  twice('provider', declared.providers.map(({ id }) => id));
  twice('model', declared.models.map(({ name }) => name));
  twice('feature', declared.features.map(({ name, tenant }) => `${tenant}${name}`));
  twice('tenant', declared.tenants.map(({ name }) => name));
}
