// Providers, models and features of a declarative file.
import type { DeclaredCredential, DeclaredFeature, DeclaredModel, DeclaredPrice, DeclaredProvider } from './declared.js';
import { nearest } from '../errors/index.js';
import { sideOf } from '../rating/index.js';
import type { Field } from './reader.js';

const idPattern = /^[a-z0-9][a-z0-9-]{0,62}$/;
const namePattern = /^[a-z0-9][a-z0-9._/:-]{0,127}$/;
const idShape = 'an id (lower case letters, digits and "-", at most 63)';
const nameShape = 'a name (lower case letters, digits and . _ / : -, at most 128)';

const providerKeys = ['id', 'type', 'name', 'base_url', 'allow_private', 'enabled', 'weight', 'organization', 'project', 'health_check_interval', 'options', 'api_key', 'credential', 'credentials'];

export function readProvider(field: Field): DeclaredProvider | undefined {
  return field.map(providerKeys, '{ id: openai, type: openai, api_key: { env: OPENAI_API_KEY } }', (get) => {
    const id = get('id').matching(idPattern, idShape, 'openai-eu');
    return {
      id,
      type: get('type').text('openai'),
      name: get('name').optionalText('OpenAI, Europe'),
      baseUrl: get('base_url').optionalText('https://api.openai.com/v1'),
      allowPrivate: get('allow_private').boolean(false),
      enabled: get('enabled').boolean(true),
      weight: get('weight').number({ min: 0, max: 1000, example: '1.0' }),
      organization: get('organization').optionalText('org-…'),
      project: get('project').optionalText('proj-…'),
      healthCheckIntervalS: get('health_check_interval').integer({ min: 10n, example: '300' }),
      options: Object.fromEntries(get('options').entries().map(([name, option]) => [name, option.optionalText('value')])),
      credentials: readCredentials(id, { key: get('api_key'), single: get('credential'), several: get('credentials') }),
    };
  });
}

interface Credentials {
  /** One key. */
  readonly key: Field;
  /** One credential of several fields. */
  readonly single: Field;
  readonly several: Field;
}

const entryExample = '{ id: a, api_key: { env: OPENAI_API_KEY } }';
const fieldsExample = '{ client_id: { env: AZURE_CLIENT_ID }, client_secret: { env: AZURE_CLIENT_SECRET } }';

function readCredentials(provider: string, { key, single, several }: Credentials): DeclaredCredential[] {
  const [first, second] = [key, single, several].filter(({ isPresent }) => isPresent);
  if (first === undefined) return [];
  if (second !== undefined) {
    second.mistake(`${lastOf(first)} and ${lastOf(second)} are both given.`, 'one of them');
    return [];
  }
  if (key.isPresent) return [{ id: `${provider}-default`, fields: { api_key: key.secret() } }];
  if (single.isPresent) return [{ id: `${provider}-default`, fields: readFields(single) }];
  return several.list(
    (entry) =>
      entry.map(['id', 'api_key', 'fields'], entryExample, (get) => {
        const [ofEntry, fields] = [get('api_key'), get('fields')];
        if (ofEntry.isPresent && fields.isPresent) fields.mistake('api_key and fields are both given.', 'one of them');
        return { id: `${provider}-${get('id').matching(idPattern, idShape, 'a')}`, fields: fields.isPresent ? readFields(fields) : { api_key: ofEntry.secret() } };
      }),
    `[ ${entryExample} ]`,
  );
}

function readFields(field: Field): Record<string, string> {
  const fields = Object.fromEntries(field.entries().map(([name, value]) => [name, value.secret()]));
  if (Object.keys(fields).length === 0) field.mistake('it names no field.', fieldsExample);
  return fields;
}

function lastOf({ path }: Field): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

const modelKeys = [
  'name', 'provider', 'model', 'display_name', 'description', 'capabilities', 'specialties', 'languages', 'input_types', 'output_types', 'tier', 'context_window', 'max_tokens',
  'default_output_tokens', 'quality_score', 'speed_score', 'reliability_score', 'retries', 'timeout_ms', 'first_output_ms', 'idle_ms', 'enabled', 'fallbacks', 'visible_to', 'cap_covers',
  'cancel_stops_billing', 'region', 'tokens_per_image', 'prices', 'local',
];

export function readModel(field: Field): DeclaredModel | undefined {
  return field.map(modelKeys, '{ name: quick, provider: openai, model: gpt-5-mini }', (get) => ({
    name: get('name').matching(namePattern, nameShape, 'quick'),
    provider: get('provider').text('openai'),
    model: get('model').text('gpt-5-mini'),
    displayName: get('display_name').optionalText('GPT-5 mini'),
    description: get('description').optionalText('cheap and quick'),
    capabilities: get('capabilities').texts('text_generation'),
    specialties: get('specialties').texts('planning'),
    languages: get('languages').texts('en'),
    inputTypes: get('input_types').texts('text'),
    outputTypes: get('output_types').texts('text'),
    tier: get('tier').oneOf(['basic', 'standard', 'premium', 'enterprise'], ''),
    contextWindow: get('context_window').integer({ min: 1n, example: '128000' }),
    maxOutputTokens: get('max_tokens').integer({ min: 1n, example: '16384' }),
    defaultOutputTokens: get('default_output_tokens').integer({ min: 1n, example: '4096' }),
    qualityScore: get('quality_score').number({ min: 0, max: 1, example: '0.8' }),
    speedScore: get('speed_score').number({ min: 0, max: 1, example: '0.8' }),
    reliabilityScore: get('reliability_score').number({ min: 0, max: 1, example: '0.9' }),
    retries: toNumber(get('retries').integer({ min: 0n, example: '3' })),
    timeoutMs: get('timeout_ms').integer({ min: 1n, example: '30000' }),
    firstOutputMs: get('first_output_ms').integer({ min: 1n, example: '15000' }),
    idleMs: get('idle_ms').integer({ min: 1n, example: '15000' }),
    enabled: get('enabled').boolean(true),
    fallbacks: get('fallbacks').texts('quick-us'),
    visibleTo: get('visible_to').texts('acme'),
    capCovers: get('cap_covers').oneOf(['all', 'visible', 'advisory'], ''),
    cancelStopsBilling: get('cancel_stops_billing').oneOf(['yes', 'no', 'unknown'], ''),
    region: get('region').optionalText('eu'),
    tokensPerImage: get('tokens_per_image').integer({ min: 1n, example: '48169' }),
    prices: readPrices(get('prices'), get('local')),
  }));
}

function toNumber(value: bigint | undefined): number | undefined {
  return value === undefined ? undefined : Number(value);
}

const priceExample = '{ per: 1000000, input: "0.25", cached_input: "0.025", output: "2.00" }';
const perDefault = 1_000_000n;

const batchExample = '{ input: "0.125", output: "1.00" }';

/** Every key but these three is a meter. */
function readPrices(field: Field, local: Field): DeclaredPrice[] | undefined {
  if (local.boolean(false)) {
    if (field.isPresent) field.mistake('a local model costs nothing, so it has no prices.', 'local: true');
    return ['input', 'output'].map((meter) => ({ meter, amountPicoUsd: 0n, per: perDefault, inherits: true, batch: false, source: 'local' }));
  }
  if (!field.isPresent) return undefined;
  const entries = new Map(field.entries());
  const per = entries.get('per')?.integer({ min: 1n, example: '1000000' }) ?? perDefault;
  const inherits = entries.get('inherits')?.boolean(false) ?? false;
  const shared = { per, inherits, source: 'file' };
  const rowsOf = (named: Iterable<[string, Field]>, batch: boolean): DeclaredPrice[] =>
    [...named].map(([meter, amount]) => {
      checkMeter(meter, amount);
      return { ...shared, meter, amountPicoUsd: amount.usd('"0.25"'), batch };
    });
  const plain = rowsOf([...entries].filter(([name]) => !notMeters.has(name)), false);
  if (plain.length === 0) field.mistake('it names no meter.', priceExample);
  const inBatch = entries.get('batch');
  if (inBatch === undefined) return plain;
  const batched = rowsOf(inBatch.entries(), true);
  if (batched.length === 0) inBatch.mistake('it names no meter.', batchExample);
  return [...plain, ...batched];
}

const notMeters: ReadonlySet<string> = new Set(['per', 'inherits', 'batch']);

/** Vendors' own meters may have any name; one that is nearly a known name is a typing error, and its tokens would go unpriced. */
function checkMeter(meter: string, amount: Field): void {
  if (!/^[a-z][a-z0-9_]{0,63}$/.test(meter)) amount.mistake(`"${meter}" is not a meter.`, priceExample);
  else if (sideOf(meter) === 'other' && !otherMeters.includes(meter)) {
    const near = nearest(meter, knownMeters);
    if (near !== undefined) amount.mistake(`"${meter}" is not a meter. Did you mean "${near}"?`, priceExample);
  }
}

const otherMeters = ['requests', 'images', 'web_searches', 'storage_searches', 'audio_seconds', 'input_audio_seconds'];
const knownMeters = [...notMeters, 'input', 'cached_input', 'cache_write', 'cache_write_5m', 'cache_write_1h', 'output', 'reasoning', 'input_audio', 'output_audio', 'input_image', 'output_image', ...otherMeters];

export function readFeature(field: Field): DeclaredFeature | undefined {
  return field.map(['name', 'chain', 'strategy', 'failover', 'description', 'tenant'], '{ name: photo_analysis, chain: [quick, quick-us] }', (get) => {
    const chain = get('chain').texts('quick');
    if (chain.length === 0) get('chain').mistake('it names no model.', '[quick, quick-us]');
    return {
      name: get('name').matching(namePattern, nameShape, 'photo_analysis'),
      chain,
      strategy: get('strategy').optionalText('priority'),
      failover: get('failover').boolean(true),
      description: get('description').optionalText('looks at photos'),
      tenant: get('tenant').optionalText('acme'),
    };
  });
}
