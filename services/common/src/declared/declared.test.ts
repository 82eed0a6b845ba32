// Goal: a file says what it says, exactly, and whatever is wrong with it is told by line and path instead of crashing.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkCredentials } from './check-credentials.js';
import { planCatalog } from './plan.js';
import { applyDeclared, declaredFromEnvironment, isDeclaredError, parseDeclared, type ApplyClients, type DeclaredError, type Mistake } from './index.js';

const example = `providers:
  - { id: openai-eu, type: openai, base_url: "http://127.0.0.1:4010/v1", allow_private: true, api_key: { env: OPENAI_EU_KEY } }
  - { id: openai-us, type: openai, base_url: "http://127.0.0.1:4011/v1", allow_private: true, credentials: [ { id: a, api_key: { env: OPENAI_US_KEY } }, { id: b, api_key: { file: us-key } } ] }
models:                       # name is what callers say, model what the vendor calls it; prices in USD as decimal text
  - { name: quick, provider: openai-eu, model: gpt-5-mini, context_window: 128000, capabilities: [text_generation, vision, functions, streaming],
      prices: { per: 1000000, input: "0.25", cached_input: "0.025", output: "2.00", batch: { input: "0.125", cached_input: "0.0125", output: "1.00" } }, default_output_tokens: 4096, fallbacks: [quick-us] }
  - { name: quick-us, provider: openai-us, model: gpt-5-mini, context_window: 128000, capabilities: [text_generation, vision, functions, streaming], prices: { per: 1000000, input: "0.25", output: "2.00", inherits: true } }
features:
  - { name: photo_analysis, chain: [quick, quick-us], strategy: priority }
tenants:
  - { name: acme, api_keys: [ { name: ci, key: { env: ACME_KEY } } ], budgets: [ { window: day, limit_usd: "5.00", hard: true } ] }
`;
const secrets = {
  env: { OPENAI_EU_KEY: 'sk-eu', OPENAI_US_KEY: 'sk-us', ACME_KEY: `sy_${'a'.repeat(40)}`, EMPTY: '' },
  readFile(path: string): string {
    if (path === 'us-key') return 'sk-us-2\n';
    throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
  },
};
const parse = (text: string) => parseDeclared({ file: 'switchyard.yaml', text, secrets });

function mistakesOf(text: string): readonly Mistake[] {
  try {
    parse(text);
    return [];
  } catch (error) {
    if (!isDeclaredError(error)) throw error;
    return error.mistakes;
  }
}

describe('the example of the README', () => {
  it('says what it says', () => {
    const declared = parse(example);
    expect(declared.providers.map(({ credentials }) => credentials)).toEqual([
      [{ id: 'openai-eu-default', fields: { api_key: 'sk-eu' } }],
      [{ id: 'openai-us-a', fields: { api_key: 'sk-us' } }, { id: 'openai-us-b', fields: { api_key: 'sk-us-2' } }],
    ]);
    expect(declared.models[0]?.prices).toEqual([
      { meter: 'input', amountPicoUsd: 250_000_000_000n, per: 1_000_000n, inherits: false, batch: false, source: 'file' },
      { meter: 'cached_input', amountPicoUsd: 25_000_000_000n, per: 1_000_000n, inherits: false, batch: false, source: 'file' },
      { meter: 'output', amountPicoUsd: 2_000_000_000_000n, per: 1_000_000n, inherits: false, batch: false, source: 'file' },
      { meter: 'input', amountPicoUsd: 125_000_000_000n, per: 1_000_000n, inherits: false, batch: true, source: 'file' },
      { meter: 'cached_input', amountPicoUsd: 12_500_000_000n, per: 1_000_000n, inherits: false, batch: true, source: 'file' },
      { meter: 'output', amountPicoUsd: 1_000_000_000_000n, per: 1_000_000n, inherits: false, batch: true, source: 'file' },
    ]);
    expect(declared.tenants[0]?.budgets[0]).toMatchObject({ window: 'day', limitPicoUsd: 5_000_000_000_000n, hard: true, scope: 'tenant' });
  });

  it('says what a model costs in a batch, beside its plain prices', () => {
    const { models } = parse('providers: [{ id: p, type: ollama, base_url: "http://127.0.0.1:1", allow_private: true }]\nmodels:\n  - { name: q, provider: p, model: m, prices: { input: "2", output: "8", batch: { input: "1", output: "4" } } }');
    expect(models[0]?.prices?.map(({ meter, amountPicoUsd, batch }) => [meter, amountPicoUsd / 1_000_000_000_000n, batch])).toEqual([['input', 2n, false], ['output', 8n, false], ['input', 1n, true], ['output', 4n, true]]);
  });

  it.each([
    { name: 'says what a picture costs at most', row: ', tokens_per_image: 48169', tokensPerImage: 48_169n },
    { name: 'leaves it to the catalog', row: '', tokensPerImage: undefined },
  ])('$name', ({ row, tokensPerImage }) => {
    const declared = parse(example.replace('context_window: 128000', `context_window: 128000${row}`));
    expect(declared.models[0]?.tokensPerImage).toBe(tokensPerImage);
    expect(planCatalog(declared).changes.find(({ change }) => change?.case === 'putModel')?.change?.value).toMatchObject({ tokensPerImage });
  });

  it('is never a crash with a character changed, added or gone, and every mistake has its line', () => {
    const lines = example.split('\n').length;
    const edit = fc.record({ at: fc.nat({ max: example.length - 1 }), gone: fc.nat({ max: 12 }), put: fc.oneof(fc.string({ maxLength: 3 }), fc.constantFrom('\n', ': ', '- ', '[', '}', '&a ', '*a', '---\n', '"', '0', 'null', '<<: ')) });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
        const text = edits.reduce((now, { at, gone, put }) => now.slice(0, at) + put + now.slice(at + gone), example);
        for (const { line, column, what } of mistakesOf(text)) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(lines + 10);
          expect(column).toBeGreaterThanOrEqual(1);
          expect(what).not.toBe('');
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('a mistake', () => {
  const inModels = (line: string) => `models:\n  - ${line}\n`;
  it.each([
    { name: 'a key that nobody knows', text: inModels('{ name: q, provider: p, model: m, contxt_window: 5 }'), at: '2:39', path: 'models[0].contxt_window', what: 'context_window' },
    { name: 'a price that is no amount', text: inModels('{ name: q, provider: p, model: m, prices: { input: "cheap" } }'), at: '2:56', path: 'models[0].prices.input', what: 'cheap' },
    { name: 'a price below a picodollar', text: inModels('{ name: q, provider: p, model: m, prices: { input: "0.0000000000001" } }'), at: '2:56', path: 'models[0].prices.input', what: '12 decimals' },
    { name: 'a negative price', text: inModels('{ name: q, provider: p, model: m, prices: { input: "-1" } }'), at: '2:56', path: 'models[0].prices.input', what: 'negative' },
    { name: 'a batch without a meter', text: inModels('{ name: q, provider: p, model: m, prices: { input: "1", batch: {} } }'), at: '2:68', path: 'models[0].prices.batch', what: 'no meter' },
    { name: 'a batch without a plain price', text: inModels('{ name: q, provider: p, model: m, prices: { batch: { input: "1" } } }'), at: '2:47', path: 'models[0].prices', what: 'no meter' },
    { name: 'a meter that is misspelt', text: inModels('{ name: q, provider: p, model: m, prices: { inptu: "1" } }'), at: '2:56', path: 'models[0].prices.inptu', what: 'input' },
    { name: 'a variable that is not set', text: 'providers:\n  - id: p\n    type: openai\n    api_key: { env: NOT_SET }\n', at: '4:21', path: 'providers[0].api_key.env', what: 'NOT_SET' },
    { name: 'a variable that is empty', text: 'providers:\n  - { id: p, type: openai, api_key: { env: EMPTY } }\n', at: '2:44', path: 'providers[0].api_key.env', what: 'EMPTY' },
    { name: 'a file that is not there', text: 'providers:\n  - { id: p, type: openai, api_key: { file: gone } }\n', at: '2:45', path: 'providers[0].api_key.file', what: 'ENOENT' },
    { name: 'an id with capitals', text: 'providers:\n  - { id: OpenAI, type: openai }\n', at: '2:11', path: 'providers[0].id', what: 'OpenAI' },
    { name: 'two of one name', text: 'tenants:\n  - { name: a }\n  - { name: a }\n', at: '1:1', path: '', what: 'twice' },
    { name: 'no YAML at all', text: 'providers: [\n', at: '2:1', path: '', what: '' },
    { name: 'an empty file', text: '', at: '1:1', path: '', what: 'missing' },
  ])('is told with its place: $name', ({ text, at, path, what }) => {
    const [mistake] = mistakesOf(text);
    expect(`${mistake?.line}:${mistake?.column}`).toBe(at);
    expect(mistake?.path).toBe(path);
    expect(mistake?.what).toContain(what);
  });

  it('shows no key that was written into the file by mistake', () => {
    const text = 'providers:\n  - { id: p, type: openai, api_key: sk-very-secret }\n';
    expect(mistakesOf(text)).toHaveLength(1);
    expect(() => parse(text)).not.toThrow('sk-very-secret');
  });

  it('is not the only one told: all are found in one run', () => {
    const text = 'providers:\n  - { id: P, type: openai }\nmodels:\n  - { name: q, provider: p, model: m, tier: gold }\ntenants:\n  - { nam: acme }\n';
    expect(new Set(mistakesOf(text).map(({ line }) => line))).toEqual(new Set([2, 4, 6]));
    const error = (() => { try { return parse(text); } catch (thrown) { return thrown as DeclaredError; } })();
    expect((error as DeclaredError).message).toContain('switchyard.yaml:4:');
  });
});

describe('a credential of several fields', () => {
  const azure = (rest: string): string => `providers:\n  - { id: az, type: azure, ${rest} }\n`;
  const types = [
    { id: 'azure', credentialFields: [], credentials: ['api_key', 'tenant_id', 'client_id'].map((name) => ({ name }) as never) },
    { id: 'openai', credentialFields: ['api_key'], credentials: [{ name: 'api_key' } as never] },
  ];
  const check = (text: string) => () => checkCredentials(parse(text), types);

  it.each([
    { name: 'alone', text: azure('credential: { tenant_id: { env: OPENAI_EU_KEY }, client_id: { file: us-key } }'), expected: [{ id: 'az-default', fields: { tenant_id: 'sk-eu', client_id: 'sk-us-2' } }] },
    { name: 'in a list', text: azure('credentials: [ { id: a, fields: { client_id: { env: OPENAI_EU_KEY } } }, { id: b, api_key: { env: OPENAI_US_KEY } } ]'), expected: [{ id: 'az-a', fields: { client_id: 'sk-eu' } }, { id: 'az-b', fields: { api_key: 'sk-us' } }] },
  ])('is read $name', ({ text, expected }) => {
    expect(parse(text).providers[0]?.credentials).toEqual(expected);
    expect(check(text)).not.toThrow();
  });

  it.each([
    { name: 'two ways at once', text: azure('api_key: { env: OPENAI_EU_KEY }, credential: { api_key: { env: OPENAI_EU_KEY } }'), says: 'both given' },
    { name: 'a value in the file', text: azure('credential: { tenant_id: sk-very-secret }'), says: 'not written into the file' },
  ])('is refused with $name', ({ text, says }) => {
    expect(mistakesOf(text).map(({ what }) => what).join()).toContain(says);
  });

  it.each([
    { name: 'a field that its type does not have', text: azure('credential: { tenant_idd: { env: OPENAI_EU_KEY } }'), says: ['switchyard.yaml:2:', 'credential.tenant_idd', 'Did you mean "tenant_id"?', 'Example:'] },
    { name: 'a field of a list', text: azure('credentials: [ { id: a, fields: { moon: { env: OPENAI_EU_KEY } } } ]'), says: ['credentials[0].fields.moon', 'It has api_key, tenant_id, client_id.'] },
    { name: 'a field that is missing', text: 'providers:\n  - { id: o, type: openai, credential: { organisation: { env: OPENAI_EU_KEY } } }\n', says: ['has no field "organisation"', 'needs api_key', 'api_key: { env: API_KEY }'] },
  ])('is held against its type: $name', ({ text, says }) => {
    for (const part of says) expect(check(text)).toThrow(part);
    expect(check(text)).not.toThrow('sk-eu');
  });
});

describe('applying', () => {
  it('asks Access, Credentials, Budgets, then Catalog, and says nothing when nothing changed', async () => {
    const order: string[] = [];
    let changed = true;
    const said = (name: string, answer: () => object) => async () => { order.push(name); return answer(); };
    const clients = {
      access: { putTenant: said('tenant', () => ({ changed })), createApiKey: said('key', () => ({ changed })) },
      credentials: { storeCredential: said('credential', () => ({ changed })) },
      budgets: { putBudget: said('budget', () => ({ changed })), listBudgets: said('budgets', () => ({ budgets: [] })) },
      catalog: { change: said('catalog', () => ({ differences: changed ? ['model quick: added'] : [] })) },
    } as unknown as ApplyClients;
    const first = await applyDeclared({ declared: parse(example), clients, comment: 'test' });
    expect(order.filter((name) => name !== 'budgets')).toEqual(['tenant', 'key', 'credential', 'credential', 'credential', 'budget', 'catalog']);
    expect(first.join('\n')).not.toMatch(/sk-|sy_/);
    expect(first).toHaveLength(7);
    changed = false;
    expect(await applyDeclared({ declared: parse(example), clients, comment: 'test' })).toEqual([]);
  });
});

describe('a first start from the environment', () => {
  it('is none when no variable names a provider', () => {
    expect(declaredFromEnvironment({ PATH: '/bin', OPENAI_API_KEY: '' })).toBeUndefined();
  });

  it('takes vendors by their keys and local servers by their address', () => {
    const env = { OPENAI_API_KEY: 'sk-o', ANTHROPIC_API_KEY: 'sk-a', OLLAMA_BASE_URL: 'http://localhost:11434', LM_STUDIO_BASE_URL: 'http://localhost:1234/v1', DEFAULT_AI_MODEL: 'gpt-5-mini', FALLBACK_MODELS: 'claude-haiku-4-5' };
    const declared = declaredFromEnvironment(env)?.declared;
    expect(declared?.providers.map(({ id, type, allowPrivate }) => ({ id, type, allowPrivate }))).toEqual([
      { id: 'openai', type: 'openai', allowPrivate: false },
      { id: 'anthropic', type: 'anthropic', allowPrivate: false },
      { id: 'ollama', type: 'ollama', allowPrivate: true },
      { id: 'lm-studio', type: 'lmstudio', allowPrivate: true },
    ]);
    expect(declared?.defaults?.model).toBe('gpt-5-mini');
  });

  it('asks the configured provider when no model is named', () => {
    expect(declaredFromEnvironment({ ANTHROPIC_API_KEY: 'sk-a' })?.declared.defaults?.model).toBe('claude-haiku-4-5');
  });

  it.each([
    { name: 'a local server alone', env: { OLLAMA_BASE_URL: 'http://localhost:11434' }, says: 'DEFAULT_AI_MODEL=ollama/llama3.2' },
    { name: 'a local server before a vendor', env: { OPENAI_API_KEY: 'k', LM_STUDIO_BASE_URL: 'http://localhost:1234/v1', DEFAULT_AI_PROVIDER: 'lm-studio' }, says: 'DEFAULT_AI_MODEL=lm-studio/' },
    { name: 'a local server with its model', env: { OLLAMA_BASE_URL: 'http://localhost:11434', DEFAULT_AI_MODEL: 'llama3.2' }, says: undefined },
    { name: 'a vendor, whose default is known', env: { OPENAI_API_KEY: 'k' }, says: undefined },
  ])('says how a model is named where none is: $name', ({ env, says }) => {
    const told = declaredFromEnvironment(env)?.notes.filter((note) => note.includes('DEFAULT_AI_MODEL'));
    expect(told).toEqual(says === undefined ? [] : [expect.stringContaining(says)]);
  });

  it('declares the models of local servers, at a price of zero', () => {
    const declared = declaredFromEnvironment({ OLLAMA_BASE_URL: 'http://localhost:11434', DEFAULT_AI_MODEL: 'llama3.2', AI_TIMEOUT: '7', AI_MAX_RETRIES: '1' })?.declared;
    expect(declared?.defaults?.model).toBe('ollama/llama3.2');
    expect(declared?.models[0]).toMatchObject({ name: 'ollama/llama3.2', provider: 'ollama', model: 'llama3.2', timeoutMs: 7000n, retries: 1 });
    expect(declared?.models[0]?.prices?.map(({ amountPicoUsd }) => amountPicoUsd)).toEqual([0n, 0n]);
  });

  it.each([
    { name: 'a provider that is not set up', env: { OPENAI_API_KEY: 'k', DEFAULT_AI_PROVIDER: 'anthropic' }, variable: 'DEFAULT_AI_PROVIDER' },
    { name: 'retries that are no number', env: { OPENAI_API_KEY: 'k', AI_MAX_RETRIES: 'many' }, variable: 'AI_MAX_RETRIES' },
    { name: 'an address that is none', env: { OLLAMA_BASE_URL: 'localhost' }, variable: 'OLLAMA_BASE_URL' },
  ])('names the variable of $name', ({ env, variable }) => {
    expect(() => declaredFromEnvironment(env)).toThrow(variable);
  });
});
