// Goal: the catalog as its callers see it: revisions are whole or not at all, prices only ever grow, and watchers know.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { timestampFromMs, timestampMs } from '@bufbuild/protobuf/wkt';
import type { Change } from '@switchyard/proto/catalog/v1/catalog_service';
import { Reason } from '@switchyard/common/errors';
import type { KeyPrincipal } from '@switchyard/common/identity';
import { applyDeclared, declaredFromEnvironment, parseDeclared, type ApplyClients } from '@switchyard/common/declared';
import { openDatabase, sql } from '@switchyard/common/postgres';
import { startCatalog, type TestCatalog } from './testing/start-catalog.js';

const timeoutMs = 10_000;
/** Of the tenant that runs the installation, unless another is named. */
const key = (role: KeyPrincipal['role'], tenant = 'switchyard') => ({ timeoutMs, onBehalfOf: { kind: 'key', keyId: `k-${role}`, tenant, project: '', role, models: [], passthrough: false } as const });

type Given = { [K in NonNullable<Change['change']['case']>]?: unknown };
/** The oneof of the contract, written as in JSON. */
const change = (given: Given) => ({ change: { case: Object.keys(given)[0], value: Object.values(given)[0] } }) as never;
const provider = (id: string, more: object = {}) => change({ putProvider: { id, type: 'openai', enabled: true, ...more } });
const model = (name: string, providerId: string, more: object = {}) => change({ putModel: { name, provider: providerId, modelId: `vendor-${name}`, enabled: true, ...more } });
const price = (name: string, input: bigint, more: object = {}) =>
  change({ putPrice: { model: name, rows: [{ meter: 'input', amountPicousd: input, per: 1_000_000n, source: 'file' }, { meter: 'output', amountPicousd: 8n * input, per: 1_000_000n, source: 'file' }], ...more } });

let catalog: TestCatalog;
beforeAll(async () => {
  catalog = await startCatalog();
});
afterAll(() => catalog.close());

const apply = (changes: readonly never[], more: object = {}) => catalog.client('applier').change({ changes: [...changes], ...more }, { timeoutMs });
const newest = async () => (await catalog.client('router').getSnapshot({}, { timeoutMs })).snapshot;

describe('a change', () => {
  it('writes one revision with everything filled in, and tells the differences', async () => {
    const before = await newest();
    const { revision, differences } = await apply([
      model('quick', 'eu', { capabilities: ['text_generation', 'vision', 'streaming'], fallbacks: ['quick-us'] }),
      model('quick-us', 'eu'),
      price('quick', 250_000_000_000n),
      provider('eu', { baseUrl: 'http://127.0.0.1:4010/v1', allowPrivate: true, credentials: ['eu-default'] }),
      change({ putFeature: { name: 'photo_analysis', chain: ['quick', 'quick-us'], strategy: 'priority' } }),
      change({ putDefaults: { model: 'quick' } }),
    ]);
    expect(revision).toBe((before?.revision ?? 0n) + 1n);
    expect(differences).toEqual(expect.arrayContaining(['provider eu: added', 'model quick: added', 'feature photo_analysis: added', 'defaults: model none -> quick']));
    expect(differences.join('\n')).toContain('model quick: prices added (input 0.25 USD per 1000000, output 2 USD per 1000000), from file');
    expect(differences.join('\n')).toContain('warning: model quick-us: no price is known');
    const snapshot = await newest();
    expect(snapshot?.models.map(({ name }) => name)).toEqual(['quick', 'quick-us']);
    expect(snapshot?.models[0]).toMatchObject({
      modelType: 'multimodal', inputTypes: ['text', 'image'], tier: 'standard', contextWindow: 4096n, defaultOutputTokens: 4096n, supportsVision: true, supportsStreaming: true, supportsFunctions: false,
      requestsPerMinute: 60n, tokensPerMinute: 10_000n, qualityScore: 0.8, reliabilityScore: 0.9, retries: 3, capCovers: 'all', cancelStopsBilling: 'unknown', tokensPerByteFactor: 3,
    });
    expect(snapshot?.models[0]?.priceVersion).toBe(snapshot?.prices[0]?.id);
    expect(snapshot?.models[1]?.priceVersion).toBe('');
    expect(snapshot?.providers[0]).toMatchObject({ priority: 1, weight: 1, requestsPerHour: 3600n, burst: 10n, healthCheckIntervalS: 300n });
  });

  it('writes nothing when nothing differs', async () => {
    const before = await newest();
    const again = await apply([provider('eu', { baseUrl: 'http://127.0.0.1:4010/v1', allowPrivate: true, credentials: ['eu-default'] }), model('quick-us', 'eu'), price('quick', 250_000_000_000n)]);
    expect(again).toMatchObject({ revision: before?.revision, differences: [] });
  });

  it('makes no new price of the same one, whatever else changes with it', async () => {
    const priceOf = async () => (await newest())?.models.find(({ name }) => name === 'quick')?.priceVersion;
    const before = await priceOf();
    await apply([model('zz-beside', 'eu'), price('quick', 250_000_000_000n)]);
    expect(await priceOf()).toBe(before);
  });

  it('says what would differ without writing it, when asked for a dry run', async () => {
    const before = await newest();
    const dry = await apply([model('quick-us', 'eu', { contextWindow: 200_000n })], { dryRun: true });
    expect(dry.differences).toEqual(['model quick-us: context_window 4096 -> 200000']);
    expect((await newest())?.revision).toBe(before?.revision);
  });

  it('is whole or not at all', async () => {
    const before = await newest();
    await expect(apply([model('extra', 'eu'), model('broken', 'nowhere')])).rejects.toMatchObject({ reason: Reason.UNKNOWN_PROVIDER, options: { field: 'changes[1].put_model.provider' } });
    expect(await newest()).toEqual(before);
  });

  it('refuses to be made on an older revision than it was decided on', async () => {
    await expect(apply([model('quick-us', 'eu', { tier: 'basic' })], { expectedRevision: 1n })).rejects.toMatchObject({ reason: Reason.CONFLICT });
  });

  it.each([
    { name: 'an id with capitals', changes: [provider('EU')], field: 'changes[0].put_provider.id' },
    { name: 'a type that no adapter speaks', changes: [provider('x', { type: 'opnai' })], field: 'changes[0].put_provider.type' },
    { name: 'a type without an address of its own', changes: [provider('x', { type: 'ollama' })], field: 'changes[0].put_provider.base_url' },
    { name: 'http to the world', changes: [provider('x', { baseUrl: 'http://api.example.com' })], field: 'changes[0].put_provider.base_url' },
    { name: 'a private address', changes: [provider('x', { baseUrl: 'https://10.0.0.7/v1' })], field: 'changes[0].put_provider.base_url' },
    { name: 'a private address in IPv6', changes: [provider('x', { baseUrl: 'https://[::ffff:7f00:1]/v1' })], field: 'changes[0].put_provider.base_url' },
    { name: 'a password in an address', changes: [provider('x', { baseUrl: 'https://me:secret@api.example.com' })], field: 'changes[0].put_provider.base_url' },
    { name: 'a file as address', changes: [provider('x', { baseUrl: 'file:///etc/passwd' })], field: 'changes[0].put_provider.base_url' },
    { name: 'an option that its type does not have', changes: [provider('x', { type: 'azure', options: { region: 'eu', api_verson: '1' } })], field: 'changes[0].put_provider.options.api_verson' },
    { name: 'an option with another value', changes: [provider('x', { type: 'azure', options: { region: 'eu', cloud: 'moon' } })], field: 'changes[0].put_provider.options.cloud' },
    { name: 'an option that is missing', changes: [provider('x', { type: 'azure' })], field: 'changes[0].put_provider.options.region' },
    { name: 'a name with a blank', changes: [model('my model', 'eu')], field: 'changes[0].put_model.name' },
    { name: 'no vendor name', changes: [change({ putModel: { name: 'm', provider: 'eu' } })], field: 'changes[0].put_model.model_id' },
    { name: 'an unknown tier', changes: [model('m', 'eu', { tier: 'gold' })], field: 'changes[0].put_model.tier' },
    { name: 'a score above one', changes: [model('m', 'eu', { qualityScore: 80 })], field: 'changes[0].put_model.quality_score' },
    { name: 'a negative window', changes: [model('m', 'eu', { contextWindow: -1n })], field: 'changes[0].put_model.context_window' },
    { name: 'a picture of no tokens', changes: [model('m', 'eu', { tokensPerImage: 0n })], field: 'changes[0].put_model.tokens_per_image' },
    { name: 'a default above the cap', changes: [model('m', 'eu', { maxOutputTokens: 10n, defaultOutputTokens: 20n })], field: 'changes[0].put_model.default_output_tokens' },
    { name: 'parameters that are no object', changes: [model('m', 'eu', { customParametersJson: '[1]' })], field: 'changes[0].put_model.custom_parameters_json' },
    { name: 'a fallback that does not exist', changes: [model('m', 'eu', { fallbacks: ['ghost'] })], field: 'changes[0].put_model.fallbacks[0]' },
    { name: 'a model as its own fallback', changes: [model('m', 'eu', { fallbacks: ['m'] })], field: 'changes[0].put_model.fallbacks[0]' },
    { name: 'an empty chain', changes: [change({ putFeature: { name: 'f' } })], field: 'changes[0].put_feature.chain' },
    { name: 'a chain with an unknown model', changes: [change({ putFeature: { name: 'f', chain: ['quick', 'ghost'] } })], field: 'changes[0].put_feature.chain[1]' },
    { name: 'an unknown strategy', changes: [change({ putFeature: { name: 'f', chain: ['quick'], strategy: 'guess' } })], field: 'changes[0].put_feature.strategy' },
    { name: 'a negative price', changes: [price('quick', -1n)], field: 'changes[0].put_price.rows[0].amount_picousd' },
    { name: 'a price per nothing', changes: [change({ putPrice: { model: 'quick', rows: [{ meter: 'input', amountPicousd: 1n }] } })], field: 'changes[0].put_price.rows[0].per' },
    { name: 'a price of an unknown model', changes: [price('ghost', 1n)], field: 'changes[0].put_price.model' },
    { name: 'two prices for one meter', changes: [change({ putPrice: { model: 'quick', rows: [1n, 2n].map((amountPicousd) => ({ meter: 'input', amountPicousd, per: 1n })) } })], field: 'changes[0].put_price.rows[1]' },
    { name: 'a band without one below it', changes: [change({ putPrice: { model: 'quick', rows: [{ meter: 'input', amountPicousd: 1n, per: 1n, bandFromInputTokens: 5n }] } })], field: 'changes[0].put_price.rows[0].band_from_input_tokens' },
    { name: 'a provider that is in use taken away', changes: [change({ deleteProvider: 'eu' })], field: 'changes[0].delete_provider' },
    { name: 'a model that is in use taken away', changes: [change({ deleteModel: 'quick-us' })], field: 'changes[0].delete_model' },
    { name: 'an unknown model switched', changes: [change({ setModelEnabled: { name: 'ghost' } })], field: 'changes[0].set_model_enabled.name' },
    { name: 'a change that changes nothing', changes: [{} as never], field: 'changes[0]' },
    { name: 'no changes', changes: [], field: 'changes' },
  ])('refuses $name, and names the field', async ({ changes, field }) => {
    await expect(apply(changes)).rejects.toMatchObject({ options: { field } });
  });

  it('keeps an unknown capability with a warning', async () => {
    const { differences } = await apply([model('odd', 'eu', { capabilities: ['text_generation', 'txt_generation'] })], { dryRun: true });
    expect(differences.join('\n')).toContain('the capability "txt_generation" is not a known word');
  });

  it('goes through while provider-adapter is away, and says that types were not checked', async () => {
    catalog.setAdapter(false);
    try {
      const { differences } = await apply([provider('later', { type: 'brand-new' })], { dryRun: true });
      expect(differences.join('\n')).toContain('its type brand-new was not checked');
    } finally {
      catalog.setAdapter(true);
    }
  });
});

describe('who may change what', () => {
  const open = { changes: [provider('eu2', { baseUrl: 'http://127.0.0.1:1', allowPrivate: true })], dryRun: true };

  it.each(['caller', 'viewer', 'finance'] as const)('lets a %s change nothing', async (role) => {
    await expect(catalog.client('console').change({ changes: [model('m', 'eu')] }, key(role))).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  });

  it('lets an operator edit models, and open no private address', async () => {
    await expect(catalog.client('console').change({ changes: [model('m', 'eu')], dryRun: true }, key('operator'))).resolves.toBeDefined();
    await expect(catalog.client('console').change(open, key('operator'))).rejects.toMatchObject({ options: { field: 'changes[0].put_provider.allow_private' } });
  });

  it('lets an operator lend no provider the identity of the adapter, and edit one that has it where it is', async () => {
    const lent = (more: object = {}) => provider('aws', { type: 'openai', baseUrl: 'https://a.example/v1', options: { credentials: 'chain' }, ...more });
    const refusal = { code: 'PERMISSION_DENIED', options: { field: 'changes[0].put_provider.options.credentials' } };
    const asOperator = (...changes: never[]) => catalog.client('console').change({ changes, dryRun: true }, key('operator'));
    await expect(asOperator(lent())).rejects.toMatchObject(refusal);
    await apply([lent()]);
    await expect(asOperator(lent({ weight: 2 }))).resolves.toMatchObject({ differences: ['provider aws: weight 1 -> 2'] });
    await expect(asOperator(lent({ baseUrl: 'https://collector.example' }))).rejects.toMatchObject(refusal);
    // A region is a place too: calls go there, and are signed for it.
    for (const options of [{ credentials: 'chain', region: 'cn-north-1' }, { credentials: 'chain', profile: 'x' }]) await expect(asOperator(lent({ options }))).rejects.toMatchObject(refusal);
    await expect(asOperator(lent({ options: {} }))).resolves.toBeDefined();
    await apply([change({ deleteProvider: 'aws' })]);
  });

  it('lets an operator edit a provider whose private address the file had opened', async () => {
    const edit = { changes: [provider('eu', { baseUrl: 'http://127.0.0.1:4010/v1', allowPrivate: true, weight: 2 })], dryRun: true };
    await expect(catalog.client('console').change(edit, key('operator'))).resolves.toMatchObject({ differences: expect.arrayContaining(['provider eu: weight 1 -> 2']) });
  });

  it.each([
    { name: 'a provider', changes: [provider('eu', { baseUrl: 'https://collector.example' })] },
    { name: 'a price', changes: [price('m', 0n)] },
    { name: 'a shared feature', changes: [change({ putFeature: { name: 'f', chain: [] } })] },
    { name: "another tenant's feature", changes: [change({ putFeature: { name: 'f', chain: [], tenant: 'other' } })] },
    { name: 'one of two', changes: [change({ putFeature: { name: 'f', chain: [], tenant: 'acme' } }), model('m', 'eu')] },
  ])('lets an operator of one tenant not change $name', async ({ changes }) => {
    await expect(catalog.client('console').change({ changes }, key('operator', 'acme'))).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  });

  it('lets an operator of one tenant change its own features, and read no history and restore nothing', async () => {
    await apply([model('z-owned', 'eu')]);
    const changes = [change({ putFeature: { name: 'own', chain: ['z-owned'], tenant: 'acme', enabled: true } })];
    await expect(catalog.client('console').change({ changes, dryRun: true }, key('operator', 'acme'))).resolves.toBeDefined();
    await expect(catalog.client('console').listRevisions({}, key('operator', 'acme'))).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    await expect(catalog.client('console').restoreRevision({ revision: 1n }, key('operator', 'acme'))).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  });

  it('shows a tenant no models, prices and features of others', async () => {
    await apply([model('z-theirs', 'eu', { visibleTo: ['other'] }), price('z-theirs', 5n), model('z-ours', 'eu', { fallbacks: ['z-theirs'], visibleTo: ['acme', 'other'] }), change({ putFeature: { name: 'f-z-theirs', chain: ['z-theirs'], tenant: 'other' } }), change({ putFeature: { name: 'f-all', chain: ['z-theirs', 'z-ours'] } })]);
    const { snapshot } = await catalog.client('console').getSnapshot({}, key('viewer', 'acme'));
    expect(snapshot?.models.find(({ name }) => name === 'z-ours')).toMatchObject({ fallbacks: [], visibleTo: ['acme'] });
    expect(snapshot?.features.find(({ name }) => name === 'f-all')).toMatchObject({ chain: ['z-ours'] });
    const told = JSON.stringify(snapshot, (_name, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
    expect(told).not.toContain('z-theirs');
    const { snapshot: whole } = await catalog.client('console').getSnapshot({}, key('viewer'));
    expect(whole?.models.map(({ name }) => name)).toContain('z-theirs');
  });

  it('lets nobody but the file change the options of a provider whose private address the file had opened', async () => {
    const edit = { changes: [provider('eu', { baseUrl: 'http://127.0.0.1:4010/v1', allowPrivate: true, options: { output_cap_field: 'max_tokens' } })], dryRun: true };
    await expect(catalog.client('console').change(edit, key('operator'))).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  });

  it('lets an admin open a private address by applying a file only', async () => {
    await expect(catalog.client('console').change(open, key('admin'))).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    await expect(catalog.client('console').change({ ...open, contentHash: 'abc' }, key('admin'))).resolves.toBeDefined();
  });
});

describe('prices', () => {
  it('end where the next one begins, and the old version stays as it was', async () => {
    const old = (await newest())?.models[0]?.priceVersion ?? '';
    const { differences } = await apply([price('quick', 300_000_000_000n)]);
    expect(differences).toContain('model quick: price of input 0.25 USD per 1000000 -> 0.3 USD per 1000000, from file');
    const after = await newest();
    expect(after?.models[0]?.priceVersion).not.toBe(old);
    expect(after?.prices.filter(({ model: name }) => name === 'quick')).toHaveLength(1);
    const { priceVersion } = await catalog.client('cost-ledger').getPriceVersion({ id: old }, { timeoutMs });
    expect(priceVersion?.rows[0]?.amountPicousd).toBe(250_000_000_000n);
    expect(priceVersion?.validTo).toBeUndefined();
  });

  it('can be planned, and take over when their time has come, without a new revision', async () => {
    const startsAtMs = Date.now() + 700;
    await apply([price('quick', 400_000_000_000n, { validFrom: timestampFromMs(startsAtMs) })]);
    const before = await newest();
    const [current, planned] = before?.prices ?? [];
    expect(current?.validTo).toEqual(planned?.validFrom);
    expect(timestampMs(planned?.validFrom ?? timestampFromMs(0))).toBe(startsAtMs);
    expect(before?.models[0]?.priceVersion).toBe(current?.id);
    for await (const frame of catalog.client('router').watchSnapshots({ knownRevision: before?.revision }, {})) {
      if (frame.snapshot === undefined) continue;
      expect(frame.revision).toBe(before?.revision);
      expect(frame.snapshot.models[0]?.priceVersion).toBe(planned?.id);
      break;
    }
  });

  it('cannot be changed in the database', async () => {
    const database = openDatabase({ url: catalog.databaseUrl, schema: 'catalog', applicationName: 'test' });
    await expect(sql`update price_versions set model = 'other'`.execute(database.db).finally(() => database.close())).rejects.toThrow('append-only');
  });

  it('come from the shipped book for a vendor model that gave none, with their source', async () => {
    await apply([provider('vendor'), model('mini', 'vendor', { modelId: 'gpt-5-mini' })]);
    const snapshot = await newest();
    const rows = snapshot?.prices.find((version) => version.model === 'mini')?.rows ?? [];
    expect(rows.find(({ meter }) => meter === 'input')).toMatchObject({ amountPicousd: 250_000_000_000n, per: 1_000_000n, inherits: true });
    expect(rows.every(({ source }) => /^@pydantic\/genai-prices \d/.test(source))).toBe(true);
    expect(snapshot?.models.find(({ name }) => name === 'mini')?.contextWindow).toBe(400_000n);
  });

  it('are told with those of batches when they are new', async () => {
    const row = (meter: string, amountPicousd: bigint, more: object = {}) => ({ meter, amountPicousd, per: 1_000_000n, source: 'file', ...more });
    const rows = [row('input', 250_000_000_000n), row('input', 125_000_000_000n, { batch: true }), row('input', 500_000_000_000n, { bandFromInputTokens: 200_000n })];
    const { differences } = await apply([model('in-batches', 'eu'), change({ putPrice: { model: 'in-batches', rows } })], { dryRun: true });
    expect(differences.join('\n')).toContain('model in-batches: prices added (input 0.25 USD per 1000000, input (batch) 0.125 USD per 1000000), from file');
  });

  it('do not come from the book for a server at another address', async () => {
    const { differences } = await apply([model('lookalike', 'eu', { modelId: 'gpt-5-mini' })], { dryRun: true });
    expect(differences.join('\n')).toContain('warning: model lookalike: no price is known');
  });

  it('are zero, written out, for a type that is local', async () => {
    const { differences } = await apply([provider('home', { type: 'ollama', baseUrl: 'http://127.0.0.1:11434', allowPrivate: true }), model('llama', 'home')], { dryRun: true });
    expect(differences.join('\n')).toContain('model llama: prices added (input 0 USD per 1000000, inherited, output 0 USD per 1000000, inherited), from local');
  });
});

describe('a provider that asks for the shipped models', () => {
  it('brings them with prices, and again changes nothing', async () => {
    const changes = [provider('claude', { type: 'anthropic', options: { models: 'shipped', timeout_ms: '30000', retries: '2' } })];
    await apply(changes);
    const snapshot = await newest();
    const models = snapshot?.models.filter((candidate) => candidate.provider === 'claude') ?? [];
    expect(models.length).toBeGreaterThan(5);
    expect(models.every(({ priceVersion, source }) => priceVersion !== '' && source.startsWith('@pydantic/genai-prices'))).toBe(true);
    expect(models.find(({ name }) => name === 'claude-haiku-4-5')).toMatchObject({ contextWindow: 200_000n, retries: 2, timers: { totalMs: 30_000n }, supportsFunctions: true });
    expect(await apply(changes)).toMatchObject({ revision: snapshot?.revision, differences: [] });
  });
});

describe('a file', () => {
  it('is applied once for each content, also when others changed the catalog since', async () => {
    const changes = [model('from-file', 'eu', { tier: 'basic' })];
    const first = await apply(changes, { contentHash: 'hash-1' });
    expect(await apply(changes, { contentHash: 'hash-1' })).toMatchObject({ revision: first.revision, differences: [] });
    const edited = await apply([model('from-file', 'eu', { tier: 'premium' })]);
    const again = await apply(changes, { contentHash: 'hash-1' });
    expect(again.revision).toBe(edited.revision);
    expect(again.differences[0]).toContain('nothing applied');
    expect((await apply(changes)).differences).toEqual(['model from-file: tier premium -> basic']);
  });
});

describe('a switchyard.yaml', () => {
  // What the other services would answer; they have suites of their own.
  const rest = {
    access: { putTenant: async () => ({ changed: false }), createApiKey: async () => ({ changed: false }) },
    credentials: { storeCredential: async () => ({ changed: false }) },
    budgets: {},
  };
  const text = `providers:
  - { id: openai-eu, type: openai, base_url: "http://127.0.0.1:4010/v1", allow_private: true, api_key: { env: KEY } }
  - { id: openai-us, type: openai, base_url: "http://127.0.0.1:4011/v1", allow_private: true, credentials: [ { id: a, api_key: { env: KEY } }, { id: b, api_key: { env: KEY } } ] }
models:
  - { name: swift, provider: openai-eu, model: gpt-5-mini, context_window: 128000, capabilities: [text_generation, vision, functions, streaming],
      prices: { per: 1000000, input: "0.25", cached_input: "0.025", output: "2.00" }, default_output_tokens: 4096, fallbacks: [swift-us] }
  - { name: swift-us, provider: openai-us, model: gpt-5-mini, context_window: 128000, capabilities: [text_generation, vision, functions, streaming], prices: { per: 1000000, input: "0.25", output: "2.00", inherits: true } }
features:
  - { name: photo_captions, chain: [swift, swift-us], strategy: priority }
`;
  const applyFile = () => {
    const declared = parseDeclared({ file: 'switchyard.yaml', text, secrets: { env: { KEY: 'k' }, readFile: () => '' } });
    return applyDeclared({ declared, clients: { ...rest, catalog: catalog.client('applier') } as unknown as ApplyClients, comment: 'applied switchyard.yaml' });
  };

  it('is applied once, and the second time says and writes nothing', async () => {
    expect(await applyFile()).toEqual(expect.arrayContaining(['provider openai-eu: added', 'model swift: added', 'feature photo_captions: added']));
    const before = await newest();
    expect(before?.providers.find(({ id }) => id === 'openai-us')?.credentials).toEqual(['openai-us-a', 'openai-us-b']);
    expect(await applyFile()).toEqual([]);
    expect(await newest()).toEqual(before);
  });
});

describe('a first start with a key alone', () => {
  it('has its default model, with a price', async () => {
    const { declared } = declaredFromEnvironment({ OPENAI_API_KEY: 'k' }) ?? {};
    if (declared === undefined) throw new Error('The key names a provider.');
    const clients = { catalog: catalog.client('applier'), credentials: { storeCredential: async () => ({ changed: true }) } } as unknown as ApplyClients;
    await applyDeclared({ declared, clients, comment: 'from the environment' });
    const snapshot = await newest();
    const model = snapshot?.models.find(({ name }) => name === snapshot.defaults?.model);
    expect(model).toMatchObject({ name: 'gpt-5-mini', provider: 'openai', supportsFunctions: true });
    expect(model?.priceVersion).not.toBe('');
  });
});

describe('revisions', () => {
  it('are told newest first, with who and why, in pages', async () => {
    await apply([model('noted', 'eu')], { comment: 'because' });
    const { revisions, page } = await catalog.client('console').listRevisions({ page: { size: 2 } }, key('operator'));
    expect(revisions[0]).toMatchObject({ madeBy: 'service:applier', comment: 'because' });
    expect(revisions[0]?.differences[0]).toBe('model noted: added');
    const next = await catalog.client('console').listRevisions({ page: { size: 2, cursor: page?.nextCursor } }, key('operator'));
    expect(next.revisions[0]?.revision).toBe((revisions[1]?.revision ?? 0n) - 1n);
  });

  it('come back by a new one, and leave prices alone', async () => {
    const before = await newest();
    await apply([model('noted', 'eu', { tier: 'enterprise' }), price('noted', 5n)]);
    const { revision, differences } = await catalog.client('console').restoreRevision({ revision: before?.revision }, key('operator'));
    expect(differences).toEqual(['model noted: tier enterprise -> standard']);
    const after = await newest();
    expect(after?.revision).toBe(revision);
    expect(after?.models.find(({ name }) => name === 'noted')?.priceVersion).not.toBe('');
  });

  it('can be read as they were', async () => {
    const { snapshot } = await catalog.client('router').getSnapshot({ revision: 1n }, { timeoutMs });
    expect(snapshot).toMatchObject({ revision: 1n, models: [], prices: [] });
    await expect(catalog.client('router').getSnapshot({ revision: 999n }, { timeoutMs })).rejects.toMatchObject({ reason: Reason.NOT_FOUND });
  });
});

describe('a watch', () => {
  it('starts with a snapshot, and sends the next one at a change', async () => {
    const frames: (bigint | undefined)[] = [];
    let added = false;
    for await (const frame of catalog.client('router').watchSnapshots({}, {})) {
      frames.push(frame.snapshot?.revision);
      if (frames.length === 2) break;
      if (!added) void apply([model('watched', 'eu')]);
      added = true;
    }
    expect(frames[1]).toBe((frames[0] ?? 0n) + 1n);
  });

  it('leaves out the snapshot that its caller has', async () => {
    const snapshot = await newest();
    for await (const frame of catalog.client('router').watchSnapshots({ knownRevision: snapshot?.revision }, {})) {
      expect(frame).toMatchObject({ revision: snapshot?.revision });
      expect(frame.snapshot).toBeUndefined();
      break;
    }
  });
});
