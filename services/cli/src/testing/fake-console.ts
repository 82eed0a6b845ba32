// A console's gateway that says what a test wants, and the command in front of it.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CommanderError } from 'commander';
import { buildProgram } from '../program.js';

export interface Asked {
  readonly method: string;
  readonly body: any;
  readonly key: string | undefined;
}

/** One JSON, lines of a stream, or a hand on the wire. */
export type Reply = { readonly json: unknown; readonly status?: number } | { readonly lines: readonly unknown[]; readonly isCut?: boolean } | { readonly text: string };

export async function fakeConsole(replies: Readonly<Record<string, Reply | ((asked: Asked) => Reply)>>) {
  const asked: Asked[] = [];
  const server = createServer((request, response) => void answer(request, response));
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>)).toString();
    const one = { method: request.url?.split('/').slice(-2).join('/').replace(/^switchyard\.\w+\.v1\./, '') ?? '', body: JSON.parse(body || '{}'), key: request.headers.authorization?.replace('Bearer ', '') };
    asked.push(one);
    const found = replies[one.method];
    send(response, found === undefined ? { status: 404, json: { error: { reason: 'not_found', code: 'NOT_FOUND', message: `There is no ${one.method} here.` } } } : typeof found === 'function' ? found(one) : found);
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return {
    asked,
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function send(response: ServerResponse, reply: Reply): void {
  if ('text' in reply) return void response.end(reply.text);
  if ('json' in reply) return void response.writeHead(reply.status ?? 200, { 'content-type': 'application/json' }).end(JSON.stringify(reply.json));
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  for (const line of reply.lines) response.write(`${JSON.stringify(line)}\n`);
  if (reply.isCut !== true) return void response.end();
  response.write('{"half":');
  setTimeout(() => response.destroy(), 20);
}

/** What a command printed, and the error it ended with. */
export async function run(words: readonly string[], { env = {}, directory = '/' }: { env?: Record<string, string>; directory?: string } = {}): Promise<{ out: string; error: Error | undefined }> {
  let out = '';
  const program = buildProgram({ env, directory, write: (text) => void (out += text) });
  const quiet = { writeErr: () => {}, writeOut: (text: string) => void (out += text) };
  const all = [program, ...program.commands, ...program.commands.flatMap(({ commands }) => commands)];
  for (const command of all) command.exitOverride().configureOutput(quiet);
  try {
    await program.parseAsync(words, { from: 'user' });
    return { out, error: undefined };
  } catch (error) {
    return { out, error: error instanceof CommanderError && error.exitCode === 0 ? undefined : (error as Error) };
  }
}
