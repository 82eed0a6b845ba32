// Starts the generator and hands it one order after the other.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Order, Reply } from './generator.js';
import type { LoadResult } from './open-loop.js';

export interface Generator {
  readonly pid: number;
  run(order: Order): Promise<LoadResult>;
  close(): Promise<void>;
}

export function startGenerator(): Generator {
  const child = fork(fileURLToPath(new URL('./generator.js', import.meta.url)), { execArgv: ['--no-warnings'], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    pid: child.pid ?? 0,
    async run(order) {
      const reply = new Promise<Reply>((resolve) => child.once('message', (message) => resolve(message as Reply)));
      child.send(order);
      const told = await Promise.race([reply, exited.then((): Reply => ({ error: 'The generator ended by itself.' }))]);
      if ('error' in told) throw new Error(told.error);
      return told.result;
    },
    async close() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
