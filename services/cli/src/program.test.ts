// Goal: every command prints a table for people and JSON for programs, and every failure is a sentence.
import { afterEach, describe, expect, it } from '@jest/globals';
import type { AppError } from '@switchyard/common/errors';
import { fakeConsole, run, type Reply } from './testing/fake-console.js';

let console: Awaited<ReturnType<typeof fakeConsole>>;
afterEach(() => console.close());

async function command(replies: Parameters<typeof fakeConsole>[0], ...words: string[]) {
  console = await fakeConsole(replies);
  const env = { SWITCHYARD_ADDRESS: console.address, SWITCHYARD_API_KEY: 'sy_key' };
  return { ...(await run(words, { env })), asked: console.asked };
}

const answer = { content: 'hi', model: 'quick', provider: 'p', finishReason: { unified: 'stop' }, usage: { inputTokens: '10', outputTokens: '5' }, costPicousd: '1500000', requestId: 'r1', responseTimeMs: '12', attempts: [{}], warnings: ['mind the gap', 'set max_output_tokens'] };
const snapshot = { snapshot: { models: [{ name: 'quick', provider: 'p', modelId: 'v', contextWindow: '128000', enabled: true, priceVersion: 'x', capabilities: ['vision'] }], providers: [{ id: 'p', type: 'openai', enabled: false }], prices: [{ id: 'x', model: 'quick', rows: [{ meter: 'input', amountPicousd: '250000000000', per: '1000000' }] }] } };

const types = { types: [{ id: 'azure', displayName: 'Azure', capabilities: ['chat', 'stream', 'image_generation', 'embeddings'], credentials: [{ name: 'api_key', required: true }, { name: 'tenant_id' }], options: [{ name: 'api_version', description: 'A dated version.', example: '2024-10-21', values: ['old', 'new'] }], exampleYaml: '- { id: azure, type: azure }' }] };

/** What exists, for commands that hold names against it. */
const there: Readonly<Record<string, Reply>> = { 'Access/ListTenants': { json: { tenants: [{ name: 'acme', enabled: true }] } }, 'Budgets/ListBudgets': { json: {} }, 'Catalog/GetSnapshot': { json: { snapshot: { models: [{ name: 'a' }, { name: 'b' }] } } } };

const commands: { words: string[]; method: string; reply: Reply; shows: string[]; request?: object }[] = [
  { words: ['generate', 'hello', '-m', 'quick', '--max-tokens', '9'], method: 'Router/Generate', reply: { json: answer }, shows: ['hi', 'quick at p', '0.0000015 USD', '10 in, 5 out', 'note: mind the gap', 'note: set --max-tokens', 'r1'], request: { prompt: 'hello', model: 'quick', parameters: { maxOutputTokens: 9 } } },
  { words: ['explain', 'r1'], method: 'Router/Explain', reply: { json: { decision: { requestId: 'r1', mode: 'model', target: 'quick', strategy: 'priority', candidates: [{ route: 'p/quick/-/k', why: 'named' }], exclusions: [{ model: 'b', reason: 'tier', detail: 'it is basic' }] }, source: 'router' } }, shows: ['p/quick/-/k', 'named', 'it is basic'], request: { requestId: 'r1' } },
  { words: ['explain', 'hello', '--dry-run', '-f', 'photos'], method: 'Router/Explain', reply: { json: { decision: { mode: 'feature', target: 'photos' } } }, shows: ['feature photos', 'Nobody could answer: every model was left out.'], request: { dryRun: { prompt: 'hello', feature: 'photos' } } },
  { words: ['explain', 'hi', '--dry-run'], method: 'Router/Explain', reply: { json: { decision: { candidates: [{ route: 'p/a/-/k', breaker: 'open' }, { route: 'p/b/-/k', breaker: 'half_open' }] } } }, shows: ['It would go to p/b/-/k.'] },
  { words: ['explain', 'ho', '--dry-run'], method: 'Router/Explain', reply: { json: { decision: { candidates: [{ route: 'p/a/-/k', breaker: 'open' }] } } }, shows: ['Nobody could answer now', 'breaker'] },
  { words: ['status'], method: 'Health/GetStatus', reply: { json: { overall: 'degraded', providersHealthy: 1, providersTotal: 2, providers: [{ provider: 'p', status: 'error', figures: { successRate: 0.5, p50Ms: 9.6, lastError: 'boom' } }], routes: [{ route: 'p/m/-/k', status: 'error', why: 'five in a row' }] } }, shows: ['degraded: 1/2 providers healthy\n', '50.0 %', '10 ms', 'boom', 'five in a row'] },
  { words: ['status'], method: 'Health/GetStatus', reply: { json: { overall: 'healthy', providersHealthy: 2, providersTotal: 2, providers: [{ provider: 'p', status: 'healthy', figures: { successRate: 1 } }, { provider: 'q', status: 'healthy' }] } }, shows: ['1 of all without a call', 'no traffic'] },
  { words: ['models'], method: 'Catalog/GetSnapshot', reply: { json: snapshot }, shows: ['quick', '128000', '0.25', 'unknown', 'vision', 'enabled'] },
  { words: ['providers', 'types'], method: 'ProviderAdapter/ListProviders', reply: { json: types }, shows: ['azure', 'api_key', 'chat embeddings images', 'providers types <type>'] },
  { words: ['providers', 'types', 'azure'], method: 'ProviderAdapter/ListProviders', reply: { json: types }, shows: ['must be given', 'stream', 'tenant_id', 'A dated version.', '2024-10-21', 'old new', 'providers:\n  - { id: azure, type: azure }'] },
  { words: ['providers'], method: 'Catalog/GetSnapshot', reply: { json: snapshot }, shows: ['p', 'openai', 'disabled'] },
  { words: ['costs', '--by', 'model,day', '--from', '2026-11-21'], method: 'Ledger/ReportUsage', reply: { json: { rows: [{ group: { model: 'quick', day: '2026-11-21' }, attempts: '4', costPicousd: '1500000000000' }], total: { attempts: '4', costPicousd: '1500000000000' } } }, shows: ['quick', '2026-11-21', 'total', '1.5', 'unknown'], request: { groupBy: ['model', 'day'], from: '2026-11-21T00:00:00Z' } },
  { words: ['costs', '--by', 'tenant'], method: 'Ledger/ReportUsage', reply: { json: { rows: [{ group: { tenant: 'switchyard' }, attempts: '4', incomplete: '3', failed: '1' }], total: { attempts: '4' } } }, shows: ['switchyard (probes)', 'incomplete'] },
  { words: ['keys', 'create', 'ci', '--tenant', 'acme', '--models', 'a, b'], method: 'Access/CreateApiKey', reply: { json: { key: 'sy_new', apiKey: { id: 'k1', tenant: 'acme', role: 'caller' } } }, shows: ['sy_new', 'shown this once'], request: { name: 'ci', tenant: 'acme', role: 'caller', models: ['a', 'b'] } },
  { words: ['keys', 'list'], method: 'Access/ListApiKeys', reply: { json: { apiKeys: [{ id: 'k1', tenant: 'acme', name: 'ci', role: 'caller', hint: 'abcd' }] } }, shows: ['k1', 'abcd', 'never', 'good'] },
  { words: ['keys', 'revoke', 'k1', '--reason', 'lost'], method: 'Access/RevokeApiKey', reply: { json: {} }, shows: ['k1 is revoked'], request: { id: 'k1', reason: 'lost' } },
  { words: ['tenants', 'list'], method: 'Access/ListTenants', reply: { json: { tenants: [{ name: 'acme', projects: ['web'], enabled: true }] } }, shows: ['acme', 'web', 'enabled'] },
  { words: ['tenants', 'create', 'other', '--projects', 'a,b'], method: 'Access/PutTenant', reply: { json: { changed: true } }, shows: ['Tenant other is there'], request: { tenant: { name: 'other', projects: ['a', 'b'], enabled: true } } },
  { words: ['budgets', 'list'], method: 'Budgets/ListBudgets', reply: { json: { budgets: [{ budget: { name: 'daily', tenant: 'acme', scope: 'tenant', window: 'day', hard: true, limitPicousd: '5000000000000' }, postedPicousd: '1000000000000' }] } }, shows: ['daily', 'hard', '5', '1'] },
  { words: ['budgets', 'set', 'daily', '--tenant', 'acme', '--limit', '5.00', '--hard', '--alert-at', '50,80'], method: 'Budgets/PutBudget', reply: { json: { changed: true, budget: { name: 'daily' } } }, shows: ['Set: hard limit of 5 USD a day for acme.'], request: { budget: { name: 'daily', limitPicousd: '5000000000000', hard: true, alertPercents: [50, 80], scope: 'tenant', window: 'day' } } },
];

describe('a command', () => {
  it.each(commands)('$words.0 $words.1 prints what people read', async ({ words, method, reply, shows, request }) => {
    const { out, error, asked } = await command({ ...there, [method]: reply }, ...words);
    expect(error).toBeUndefined();
    for (const text of shows) expect(out).toContain(text);
    expect(asked.filter((one) => one.method === method)).toMatchObject([{ method, key: 'sy_key', ...(request === undefined ? {} : { body: request }) }]);
  });

  it.each(commands)('$words.0 $words.1 prints JSON and nothing else when asked', async ({ words, method, reply }) => {
    const { out, error } = await command({ ...there, [method]: reply }, '--json', ...words);
    expect(error).toBeUndefined();
    expect(() => JSON.parse(out) as unknown).not.toThrow();
  });

  it('generate --stream shows words as they come, and the story at the end', async () => {
    const lines = [{ attemptStarted: {} }, { contentDelta: { text: 'he' } }, { contentDelta: { text: 'llo' } }, { finished: { response: { ...answer, content: '' } } }];
    const { out, error } = await command({ 'Router/GenerateStream': { lines } }, 'generate', 'x', '--stream');
    expect(error).toBeUndefined();
    expect(out).toMatch(/^hello\n/);
    expect(out).toContain('quick at p');
  });
});

it('the overview of types stays narrow, whatever a type knows', async () => {
  const names = (count: number, word: string) => Array.from({ length: count }, (_, index) => ({ name: `${word}_${index}` }));
  const capabilities = ['chat', 'stream', 'tools', 'vision', 'documents', 'audio_input', 'reasoning', 'json_schema', 'prompt_cache', 'embeddings', 'image_generation', 'image_analysis', 'models'];
  const rich = { id: 'huggingface', displayName: 'Hugging Face Inference Providers', defaultBaseUrl: `https://${'a'.repeat(80)}`, capabilities, credentials: names(6, 'long_secret'), options: names(9, 'option') };
  const { out } = await command({ 'ProviderAdapter/ListProviders': { json: { types: [rich] } } }, 'providers', 'types');
  expect(out).toContain('[long_secret_0] …');
  for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(120);
});

it('the version is that of the package', async () => {
  expect((await command({}, '--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
});

describe('a failure', () => {
  it.each<{ name: string; replies: Parameters<typeof fakeConsole>[0]; words: string[]; says: string }>([
    { name: 'of a service comes with its sentence', replies: { 'Router/Generate': { status: 404, json: { error: { reason: 'unknown_model', code: 'NOT_FOUND', message: 'There is no model "x".', next_step: 'List them.' } } } }, words: ['generate', 'hi', '-m', 'x'], says: 'There is no model "x".' },
    { name: 'of a stream within it', replies: { 'Router/GenerateStream': { lines: [{ contentDelta: { text: 'he' } }, { error: { reason: 'truncated', code: 'DATA_LOSS', message: 'It broke off.' } }] } }, words: ['generate', 'hi', '--stream'], says: 'It broke off.' },
    { name: 'of the wire within a stream', replies: { 'Router/GenerateStream': { lines: [{ contentDelta: { text: 'he' } }], isCut: true } }, words: ['generate', 'hi', '--stream'], says: 'broke off' },
    { name: 'of a stream without its last frame', replies: { 'Router/GenerateStream': { lines: [{ contentDelta: { text: 'he' } }] } }, words: ['generate', 'hi', '--stream'], says: 'not the whole answer' },
    { name: 'of something that is no console', replies: { 'Health/GetStatus': { text: '<html>' } }, words: ['status'], says: 'not from a Switchyard console' },
    { name: 'of an amount', replies: {}, words: ['budgets', 'set', 'b', '--tenant', 't', '--limit', 'five'], says: '"five"' },
    { name: 'of a date', replies: {}, words: ['costs', '--from', 'yesterday'], says: '2026-11-21' },
    { name: 'of a number', replies: {}, words: ['generate', 'x', '--max-tokens', 'many'], says: 'whole number' },
    { name: 'of a tenant that is none', replies: there, words: ['budgets', 'set', 'b', '--tenant', 'acne', '--limit', '5'], says: 'Did you mean "acme"?' },
    { name: 'of a tenant for a key', replies: there, words: ['keys', 'create', 'x', '--tenant', 'nope-nope'], says: 'There is acme.' },
    { name: 'of a model for a key', replies: there, words: ['keys', 'create', 'x', '--tenant', 'acme', '--models', 'a,quikc'], says: 'There is no model "quikc"' },
    { name: 'of a tenant that is there', replies: there, words: ['tenants', 'create', 'acme'], says: 'already' },
    { name: 'of a role', replies: {}, words: ['keys', 'create', 'x', '--tenant', 't', '--role', 'king'], says: 'caller, viewer' },
    { name: 'of a command that is none', replies: {}, words: ['destroy'], says: 'unknown command' },
  ])('$name is a sentence', async ({ replies, words, says }) => {
    const { error } = await command(replies, ...words);
    expect(error?.message).toContain(says);
  });

  it('of explain without --dry-run suggests it', async () => {
    const { error } = await command({ 'Router/Explain': { status: 404, json: { error: { reason: 'not_found', code: 'NOT_FOUND', message: 'There is no request "hello".' } } } }, 'explain', 'hello');
    expect((error as AppError).options.nextStep).toContain('switchyard explain --dry-run "hello"');
  });

  it('of a budget for nobody sets none', async () => {
    const { asked } = await command(there, 'budgets', 'set', 'b', '--tenant', 'acne', '--limit', '5');
    expect(asked.map(({ method }) => method)).toEqual(['Access/ListTenants']);
  });

  it('of an address where nobody is says so', async () => {
    console = await fakeConsole({});
    await console.close();
    const { error } = await run(['status'], { env: { SWITCHYARD_ADDRESS: console.address, SWITCHYARD_API_KEY: 'sy_k' } });
    expect(error?.message).toContain(`${console.address} does not answer`);
    console = await fakeConsole({});
  });
});
