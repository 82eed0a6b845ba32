// .switchyard/run.json: what scripts read instead of the screen. Written when ready, removed at the end.
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

export interface RunFile {
  readonly grpc: string;
  readonly http: string;
  readonly console: string;
  readonly sandbox: string;
  readonly postgres: string;
  readonly nats: string | null;
  /** Receives spans; GET /traces/<trace id> tells what arrived. */
  readonly traces: string;
  readonly apiKey: string;
  readonly adminKey: string;
  readonly services: Readonly<Record<string, string>>;
  readonly pids: Readonly<Record<string, number>>;
}

/** Replaced in one step, so that a reader never sees half of it. */
export function writeRunFile(file: string, run: RunFile): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(run, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

export function removeRunFile(file: string): void {
  rmSync(file, { force: true });
  rmSync(`${file}.new`, { force: true });
}

/** The pid of a run that is still going on, for a clear refusal of a second one. */
export function runnerOf(file: string): number | undefined {
  try {
    const { pids } = JSON.parse(readFileSync(file, 'utf8')) as RunFile;
    const pid = pids['runner'];
    return pid !== undefined && pid !== process.pid && isAlive(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
