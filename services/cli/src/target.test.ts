// Goal: the command talks to what its user means, and says both ways to name it when it cannot know.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTarget } from './target.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const runFile = (text: string): void => {
  mkdirSync(join(folder, '.switchyard'));
  writeFileSync(join(folder, '.switchyard', 'run.json'), text);
};
const local = JSON.stringify({ console: 'http://127.0.0.1:7470', apiKey: 'sy_a', adminKey: 'sy_b' });
const both = { SWITCHYARD_ADDRESS: 'http://far:7470/', SWITCHYARD_API_KEY: 'sy_far' };

describe('the target', () => {
  it('is the run of this checkout, also from a folder below', () => {
    runFile(local);
    const below = join(folder, 'a', 'b');
    mkdirSync(below, { recursive: true });
    expect(findTarget({ env: {}, directory: below })).toEqual({ address: 'http://127.0.0.1:7470', apiKey: 'sy_a', adminKey: 'sy_b' });
  });

  it('is what the environment names, before any run', () => {
    runFile(local);
    expect(findTarget({ env: both, directory: folder })).toEqual({ address: 'http://far:7470', apiKey: 'sy_far', adminKey: 'sy_far' });
    expect(findTarget({ env: { ...both, SWITCHYARD_ADDRESS: 'far:7470' }, directory: folder }).address).toBe('http://far:7470');
  });

  it('is the run of SWITCHYARD_HOME, before that of the checkout', () => {
    runFile(local);
    const home = join(folder, 'elsewhere');
    mkdirSync(home);
    writeFileSync(join(home, 'run.json'), JSON.stringify({ console: 'http://127.0.0.1:9999', apiKey: 'sy_c' }));
    expect(findTarget({ env: { SWITCHYARD_HOME: home }, directory: folder }).address).toBe('http://127.0.0.1:9999');
    expect(findTarget({ env: { SWITCHYARD_HOME: 'elsewhere' }, directory: folder }).address).toBe('http://127.0.0.1:9999');
    expect(findTarget({ env: { ...both, SWITCHYARD_HOME: home }, directory: folder }).address).toBe('http://far:7470');
  });

  it('is the run with the key of the environment', () => {
    runFile(local);
    expect(findTarget({ env: { SWITCHYARD_API_KEY: 'sy_mine' }, directory: folder })).toEqual({ address: 'http://127.0.0.1:7470', apiKey: 'sy_mine', adminKey: 'sy_mine' });
  });

  it.each([
    { name: 'nothing is there', env: {}, file: undefined, says: ['run.json', 'make dev', 'SWITCHYARD_ADDRESS', 'SWITCHYARD_API_KEY'] },
    { name: 'an address has no key, whatever runs here', env: { SWITCHYARD_ADDRESS: 'http://far' }, file: local, says: ['http://far', 'SWITCHYARD_API_KEY'] },
    { name: 'nothing runs in SWITCHYARD_HOME, whatever runs here', env: { SWITCHYARD_HOME: '/nowhere' }, file: local, says: ['/nowhere/run.json', 'SWITCHYARD_HOME', 'make dev'] },
    { name: 'the run file is half written', env: {}, file: '{"console":', says: ['run.json', 'make dev'] },
    { name: 'the run file is of something else', env: {}, file: '{}', says: ['run.json', 'make dev'] },
  ])('is refused with a sentence when $name', ({ env, file, says }) => {
    if (file !== undefined) runFile(file);
    for (const word of says) expect(() => findTarget({ env, directory: folder })).toThrow(word);
  });
});
