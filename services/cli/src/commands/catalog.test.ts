// Goal: a declarative file's mistakes are told with line and path, and its difference is shown before anything changes.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fakeConsole, run, type Reply } from '../testing/fake-console.js';

const bin = fileURLToPath(new URL('../../bin/switchyard.js', import.meta.url));
const good = `providers:
  - { id: p, type: openai, base_url: "http://127.0.0.1:4010/v1", allow_private: true, api_key: { env: P_KEY } }
models:
  - { name: quick, provider: p, model: gpt-5-mini, context_window: 128000, capabilities: [text_generation], prices: { per: 1000000, input: "0.25", output: "2.00" } }
`;

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-apply-'));
  file = join(folder, 'switchyard.yaml');
  writeFileSync(file, good);
});
afterEach(() => rmSync(folder, { recursive: true }));

async function apply(differences: string[], ...words: string[]) {
  const calls: string[] = [];
  const noted = (json: object) => ({ method, body }: { method: string; body: { dryRun?: boolean } }) => {
    calls.push(`${method}${body.dryRun === true ? ' (dry run)' : ''}`);
    return { json };
  };
  const console = await fakeConsole({
    'Access/ListTenants': noted({}), 'Access/ListApiKeys': noted({}), 'Credentials/ListCredentials': noted({}), 'Budgets/ListBudgets': noted({}),
    'Catalog/GetSnapshot': { json: { snapshot: { providers: [{ id: 'p' }, { id: 'ollama' }], models: [{ name: 'local' }] } } },
    'Credentials/StoreCredential': noted({ changed: differences.length > 0 }), 'Catalog/Change': noted({ differences }),
  });
  try {
    const result = await run([...words, 'catalog', 'apply', file], { env: { SWITCHYARD_ADDRESS: console.address, SWITCHYARD_API_KEY: 'sy_k', P_KEY: 'sk-secret-value' } });
    return { ...result, calls };
  } finally {
    await console.close();
  }
}

describe('catalog apply', () => {
  it('shows what would change before it changes it', async () => {
    const { out, error, calls } = await apply(['model quick: new']);
    expect(error).toBeUndefined();
    expect(out.indexOf('model quick: new')).toBeGreaterThanOrEqual(0);
    expect(out.indexOf('model quick: new')).toBeLessThan(out.indexOf('Applied: '));
    expect(calls.indexOf('Catalog/Change (dry run)')).toBeLessThan(calls.indexOf('Credentials/StoreCredential'));
    expect(calls.at(-1)).toBe('Catalog/Change');
    expect(out).not.toContain('sk-secret-value');
  });

  it('counts what it lists, says what the file does not name, and counts no warning', async () => {
    const { out } = await apply(['model quick: new', 'warning: something is odd']);
    expect(out).toContain('kept, though not in the file: provider ollama');
    expect(out).toContain('kept, though not in the file: model local');
    // The key of p, which is new too, and the model.
    expect(out).toContain('provider key p-default: new');
    expect(out).toContain('Applied: 2 change(s).');
  });

  it('tells what the catalog refuses at the line of the file, with all names that nobody has', async () => {
    writeFileSync(file, good.replace('type: openai', 'type: opnai').concat('features:\n  - { name: photos, chain: [quick, quikc] }\ndefaults: { model: qick }\n'));
    const refused: Reply = { status: 400, json: { error: { reason: 'invalid_field', code: 'INVALID_ARGUMENT', message: 'changes[0].put_provider.type: provider-adapter knows no type "opnai".', field: 'changes[0].put_provider.type', next_step: 'Use one of openai, ollama.' } } };
    const console = await fakeConsole({ 'Access/ListTenants': { json: {} }, 'Access/ListApiKeys': { json: {} }, 'Credentials/ListCredentials': { json: {} }, 'Budgets/ListBudgets': { json: {} }, 'Catalog/GetSnapshot': { json: { snapshot: {} } }, 'ProviderAdapter/ListProviders': { json: { types: [{ id: 'openai' }, { id: 'ollama' }] } }, 'Catalog/Change': refused });
    const { error } = await run(['catalog', 'apply', file], { env: { SWITCHYARD_ADDRESS: console.address, SWITCHYARD_API_KEY: 'sy_k', P_KEY: 'x' } });
    await console.close();
    expect(error?.message.split('\n').map((line) => line.replace(file, 'f'))).toEqual([
      'f:2:20: providers[0].type: there is no type "opnai". Did you mean "openai"?',
      'f:6:36: features[0].chain[1]: there is no model "quikc". Did you mean "quick"?',
      'f:7:20: defaults.model: there is no model "qick". Did you mean "quick"?',
    ]);
  });

  it('changes nothing in a dry run', async () => {
    const { out, calls } = await apply(['model quick: new'], '--json');
    expect(JSON.parse(out)).toMatchObject({ dry_run: false });
    expect(calls).toContain('Catalog/Change');
    const console = await fakeConsole({ 'Access/ListTenants': { json: {} }, 'Access/ListApiKeys': { json: {} }, 'Credentials/ListCredentials': { json: {} }, 'Budgets/ListBudgets': { json: {} }, 'Catalog/GetSnapshot': { json: {} }, 'Catalog/Change': { json: { differences: ['model quick: new'] } } });
    const dry = await run(['catalog', 'apply', file, '--dry-run'], { env: { SWITCHYARD_ADDRESS: console.address, SWITCHYARD_API_KEY: 'sy_k', P_KEY: 'x' } });
    await console.close();
    expect(dry.error).toBeUndefined();
    expect(dry.out).toContain('model quick: new');
    expect(dry.out.trimEnd().split('\n').at(-1)).toBe('Nothing was changed.');
    expect(console.asked.filter(({ method }) => method === 'Credentials/StoreCredential')).toEqual([]);
    expect(console.asked.filter(({ method, body }) => method === 'Catalog/Change' && body.dryRun !== true)).toEqual([]);
  });
});

describe('the command in the checkout', () => {
  const command = (...words: string[]) => spawnSync(process.execPath, [bin, ...words], { encoding: 'utf8', cwd: folder, env: { SWITCHYARD_ADDRESS: 'http://127.0.0.1:9', SWITCHYARD_API_KEY: 'sy_k' } });

  it('tells every mistake of a file with line and path, and ends with 1', () => {
    writeFileSync(file, good.replace('context_window: 128000', 'context_window: many').replace('provider: p,', 'provider: q,'));
    const { status, stderr, stdout } = command('catalog', 'apply', file);
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('switchyard.yaml:4');
    expect(stderr).toContain('models[0].context_window');
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it.each([
    { name: 'help', words: ['--help'], status: 0, shows: 'Usage: switchyard' },
    { name: 'a command that is none', words: ['destroy'], status: 1, shows: 'unknown command' },
    { name: 'an address where nobody is', words: ['status'], status: 1, shows: 'does not answer' },
    { name: 'a file that is not there', words: ['catalog', 'apply', 'none.yaml'], status: 1, shows: 'none.yaml cannot be read' },
  ])('ends with $status on $name, and a sentence', ({ words, status, shows }) => {
    const ended = command(...words);
    expect(ended.status).toBe(status);
    expect(ended.stdout + ended.stderr).toContain(shows);
    expect(ended.stderr).not.toMatch(/\n\s+at /);
  });
});
