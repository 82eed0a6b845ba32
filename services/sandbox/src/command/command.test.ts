import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from '@jest/globals';

import { dialectNames, dialects } from '../dialects/index.js';
import { ask } from '../testing/harness.js';
import { UsageError, readArguments } from './arguments.js';
import { help } from './help.js';

describe('readArguments', () => {
  it.each([
    {
      name: 'ports of the vendors and further ones with names',
      args: ['--openai-port', '4010', '--port', 'openai-b=openai:4011', '--ollama-port=0', '--seed', '9', '--control-port', '4000'],
      options: { ports: [{ name: 'openai', dialect: 'openai', port: 4010 }, { name: 'ollama', dialect: 'ollama', port: 0 }, { name: 'openai-b', dialect: 'openai', port: 4011 }], seed: 9, controlPort: 4000 },
    },
    { name: 'nothing, which means every vendor', args: [], options: { ports: Object.keys(dialects).map((id) => ({ name: id, dialect: id, port: 0 })), seed: 1, controlPort: 0 } },
  ])('reads $name', ({ args, options }) => {
    expect(readArguments(args)).toMatchObject({ help: false, options });
  });

  it.each([
    { args: ['--opanai-port', '1'], says: '--opanai-port' },
    { args: ['--openai-port', '70000'], says: '--openai-port is a whole number from 0 to 65535' },
    { args: ['--port', 'openai'], says: 'name=dialect:port' },
    { args: ['--port', 'x=klingon:1'], says: 'no dialect "klingon"' },
    { args: ['--seed', '-1'], says: 'seed' },
  ])('refuses $args', ({ args, says }) => {
    expect(() => readArguments(args)).toThrow(says);
    expect(() => readArguments(args)).toThrow(UsageError);
  });
});

it('help names every dialect', () => {
  for (const id of Object.keys(dialects)) expect(help).toContain(`--${id}-port PORT`);
  for (const id of dialectNames()) expect(help).toMatch(new RegExp(`[\\s-]${id}[\\s-]`));
});

const binary = fileURLToPath(new URL('../../bin/sandbox.js', import.meta.url));

describe('switchyard-sandbox', () => {
  it('says in one line where it is, serves, and stops when told to', async () => {
    const child = spawn(process.execPath, [binary, '--port', 'mine=openai:0'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = once(child, 'exit');
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const ready = JSON.parse(line) as { addresses: { mine: string }; base_urls: { mine: string }; control: string };
    expect(ready.base_urls.mine).toBe(`${ready.addresses.mine}/v1`);
    expect((await ask({ url: `${ready.control}/health`, method: 'GET' })).status).toBe(200);
    child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
  });

  it.each([
    { args: ['--help'], code: 0, says: 'Usage: switchyard-sandbox' },
    { args: ['--nonsense'], code: 2, says: 'Try --help' },
  ])('ends with $code for $args', async ({ args, code, says }) => {
    const child = spawn(process.execPath, [binary, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let written = '';
    child.stdout.on('data', (piece) => (written += String(piece)));
    child.stderr.on('data', (piece) => (written += String(piece)));
    expect(await once(child, 'close')).toEqual([code, null]);
    expect(written).toContain(says);
  });
});
