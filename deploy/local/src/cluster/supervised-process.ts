// One process that is started again whenever it dies, with back-off, as Kubernetes would do.
import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { dirname } from 'node:path';
import { restartFirstMs, restartHealthyMs, restartLastMs, stopWaitMs } from '../limits.js';

export interface ProcessOptions {
  readonly id: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
  readonly onRestart: (id: string) => void;
}

export class SupervisedProcess {
  readonly #options: ProcessOptions;
  readonly #log: WriteStream;
  #child: ChildProcess | undefined;
  #isStopping = false;
  #waitMs = restartFirstMs;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: ProcessOptions) {
    this.#options = options;
    // The last resort: whatever ends the runner, no process outlives it.
    process.once('exit', this.#killNow);
    mkdirSync(dirname(options.logFile), { recursive: true });
    this.#log = createWriteStream(options.logFile, { flags: 'a' });
    this.#start();
  }

  get id(): string {
    return this.#options.id;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  readonly #killNow = (): void => {
    this.#isStopping = true;
    this.#child?.kill('SIGKILL');
  };

  /** SIGTERM, and SIGKILL when that does not help. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#timer);
    const child = this.#child;
    if (child !== undefined && child.exitCode === null && child.signalCode === null) {
      const exited = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      const kill = setTimeout(() => child.kill('SIGKILL'), stopWaitMs);
      await exited;
      clearTimeout(kill);
    }
    process.off('exit', this.#killNow);
    await new Promise<void>((resolve) => this.#log.end(resolve));
  }

  #start(): void {
    const { command, args, env, id } = this.#options;
    const startedAtMs = Date.now();
    // A group of its own: Ctrl-C in the terminal reaches the runner alone, which stops the others in order.
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    this.#child = child;
    child.stdout?.pipe(this.#log, { end: false });
    child.stderr?.pipe(this.#log, { end: false });
    child.once('exit', (code, signal) => {
      if (this.#isStopping) return;
      this.#log.write(`${id} ended (${signal ?? code}); starting it again\n`);
      this.#waitMs = Date.now() - startedAtMs > restartHealthyMs ? restartFirstMs : Math.min(this.#waitMs * 2, restartLastMs);
      this.#timer = setTimeout(() => {
        this.#start();
        this.#options.onRestart(id);
      }, this.#waitMs);
    });
  }
}
