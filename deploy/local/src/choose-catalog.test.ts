// Goal: a run that cannot keep its word, or cannot read its catalog, says so in a sentence before anything is started.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseCatalog } from './choose-catalog.js';
import { readOptions } from './options.js';
import { isPlainError } from './plain-error.js';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-catalog-'));
  file = join(folder, 'switchyard.yaml');
  writeFileSync(file, 'providers:\n  - { id: p, type: openai, api_key: { env: P_KEY } }\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

const choose = (env: Record<string, string>) => chooseCatalog(readOptions(env));

function refusal(env: Record<string, string>): string {
  try {
    choose(env);
  } catch (error) {
    if (isPlainError(error)) return error.message;
    throw error;
  }
  return '';
}

describe('a run', () => {
  it('from the sandbox may make its call', () => {
    expect(choose({ ONCE: '1' })).toMatchObject({ declared: undefined, maySpend: true, notes: [] });
  });

  it('from a file of the user makes no call unless that is allowed', () => {
    const env = { SWITCHYARD_CATALOG: file, P_KEY: 'sk-x' };
    expect(choose(env)).toMatchObject({ maySpend: false, notes: [expect.stringContaining('DEMO_REAL=1')] });
    expect(choose({ ...env, DEMO_REAL: '1', ONCE: '1' })).toMatchObject({ maySpend: true, notes: [] });
  });

  it.each([
    { name: 'ONCE=1 would make no call with a file', env: () => ({ SWITCHYARD_CATALOG: file, P_KEY: 'sk-x', ONCE: '1' }), says: ['DEMO_REAL=1'] },
    { name: 'ONCE=1 would make no call with a key of the environment', env: () => ({ OPENAI_API_KEY: 'sk-x', ONCE: '1' }), says: ['DEMO_REAL=1'] },
    { name: 'ONCE=1 may not see its trace', env: () => ({ ONCE: '1', TRACE_SAMPLE_RATIO: '0.5' }), says: ['TRACE_SAMPLE_RATIO'] },
    { name: 'the file is not there', env: () => ({ SWITCHYARD_CATALOG: join(folder, 'none.yaml') }), says: ['none.yaml', 'ENOENT', 'SWITCHYARD_CATALOG'] },
    { name: 'a key is not set', env: () => ({ SWITCHYARD_CATALOG: file }), says: ['a mistake:', 'switchyard.yaml:2:', 'P_KEY'] },
  ])('is refused when $name', ({ env, says }) => {
    const said = refusal(env());
    for (const word of says) expect(said).toContain(word);
  });
});
