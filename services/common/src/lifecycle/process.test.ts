// Goal: what run-service.test.ts shows with a played process holds in a real one.
import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const MODULE = fileURLToPath(new URL('./index.js', import.meta.url));

async function runProcess(start: string, signals: NodeJS.Signals[]): Promise<{ code: number | null; output: string }> {
  const script = `import { runService } from ${JSON.stringify(MODULE)};
    await runService({ name: 'example', loadConfig: () => ({}), start: async (_, life) => { ${start} } }, { drainDelayMs: 0 });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'ignore', 'pipe'] });
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    const wasReady = output.includes('is ready');
    output += text;
    if (!wasReady && output.includes('is ready')) for (const signal of signals) child.kill(signal);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

const HOLD_OPEN = `await life.use('timer', (() => { const timer = setInterval(() => {}, 1000); return { close: () => clearInterval(timer) }; })());`;

describe('a service as a process', () => {
  it.each([
    { name: 'ends with 0 on SIGTERM', start: HOLD_OPEN, signals: ['SIGTERM'] as NodeJS.Signals[], code: 0, says: 'example has stopped' },
    { name: 'ends with 1 on an exception in a timer', start: `${HOLD_OPEN} setTimeout(() => { throw new Error('a bug'); }, 20);`, signals: [], code: 1, says: 'a bug' },
    { name: 'ends with 1 on a rejection nobody heard', start: `${HOLD_OPEN} setTimeout(() => Promise.reject(new Error('unheard')), 20);`, signals: [], code: 1, says: 'unheard' },
    { name: 'ends though something of it is still open', start: 'setInterval(() => {}, 1000);', signals: ['SIGINT'] as NodeJS.Signals[], code: 0, says: 'has stopped' },
  ])('$name', async ({ start, signals, code, says }) => {
    const result = await runProcess(start, signals);
    expect(result).toEqual({ code, output: expect.stringContaining(says) });
  });
});
