// A sandbox in a process of its own, so that its CPU is not counted.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface BenchSandbox {
  readonly baseUrls: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

const program = fileURLToPath(new URL('../../../sandbox/bin/sandbox.js', import.meta.url));

/** One port for each provider, by its dialect. */
export async function openSandbox(ports: readonly { readonly name: string; readonly dialect: string }[]): Promise<BenchSandbox> {
  const child = spawn(process.execPath, [program, ...ports.flatMap(({ name, dialect }) => ['--port', `${name}=${dialect}:0`])], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const { base_urls: baseUrls } = JSON.parse(line) as { base_urls: Record<string, string> };
  return {
    baseUrls,
    async close() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}
