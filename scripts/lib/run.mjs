// Runs a program of the checkout as part of a script.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { BIN, ROOT } from './places.mjs';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** How a shell reports a program that a signal has ended: 128 and the number. */
const SIGNAL_CODES = { SIGHUP: 129, SIGINT: 130, SIGKILL: 137, SIGTERM: 143 };

/**
 * Resolves with the exit code. The program shares our terminal, and what we are told to do it is told too: this process
 * only waits, so that nothing is left when it ends.
 */
export function run(program, args, { cwd = ROOT, env = {}, onStart = () => {} } = {}) {
  const PATH = [BIN, process.env.PATH].join(path.delimiter);
  const child = spawn(program, args, { cwd, stdio: 'inherit', env: { ...process.env, ...env, PATH } });
  onStart(child);
  const pass = (signal) => void child.kill(signal);
  for (const signal of SIGNALS) process.on(signal, pass);
  return new Promise((resolve) => {
    const end = (code) => {
      for (const signal of SIGNALS) process.off(signal, pass);
      resolve(code);
    };
    child.once('error', (error) => {
      console.error(`${program} cannot be run: ${error.message}`);
      end(1);
    });
    child.once('exit', (code, signal) => end(code ?? SIGNAL_CODES[signal] ?? 1));
  });
}

/** `1.2 s`, for what a step took. */
export function since(startedMs) {
  return `${((performance.now() - startedMs) / 1000).toFixed(1)} s`;
}
