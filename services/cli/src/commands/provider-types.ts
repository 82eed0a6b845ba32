// switchyard providers types: the kinds of provider that a catalog may have, all in a line each, or one of them whole.
import { toJson } from '@bufbuild/protobuf';
import { ListProvidersResponseSchema, ProviderAdapter, type ProviderField, type ProviderType } from '@switchyard/proto/provider/v1/provider_service';
import { AppError, Reason } from '@switchyard/common/errors';
import { callTimeoutMs, type Session } from '../session.js';

/** What tells types apart at a glance: capability -> the word that a narrow column has room for. */
const inShort: readonly (readonly [capability: string, word: string])[] = [
  ['chat', 'chat'],
  ['tools', 'tools'],
  ['vision', 'vision'],
  ['embeddings', 'embeddings'],
  ['image_generation', 'images'],
  ['image_analysis', 'labels'],
];

export async function providerTypes({ manage, output }: Session, id?: string): Promise<void> {
  const answer = await manage(ProviderAdapter).listProviders({}, { timeoutMs: callTimeoutMs });
  const types = id === undefined ? answer.types : answer.types.filter((type) => type.id === id);
  if (id !== undefined && types.length === 0) throw new AppError(Reason.INVALID_FIELD, `There is no type ${id}.`, { nextStep: `There is ${answer.types.map((type) => type.id).join(', ')}.` });
  if (output.isJson) return output.json(toJson(ListProvidersResponseSchema, { ...answer, types }));
  const [only] = types;
  if (id !== undefined && only !== undefined) return showType(only, output);
  output.table(
    ['type', 'name', 'key fields', 'can do'],
    types.map((type) => [type.id, type.displayName, keyFieldsOf(type), inShort.flatMap(([capability, word]) => (type.capabilities.includes(capability) ? [word] : [])).join(' ')]),
    'no types',
  );
  output.line();
  output.line('"switchyard providers types <type>" shows one whole: its address, key fields, options,');
  output.line('everything it can do, and an entry for switchyard.yaml.');
}

/** Those that are needed; where none alone is, the first in brackets, and dots for the others that would do. */
function keyFieldsOf({ credentials, credentialFields }: ProviderType): string {
  const needed = new Set([...credentialFields, ...credentials.flatMap(({ name, required }) => (required ? [name] : []))]);
  if (needed.size > 0) return [...needed].join(' ');
  const [first, ...others] = credentials;
  return first === undefined ? '' : `[${first.name}]${others.length > 0 ? ' …' : ''}`;
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
