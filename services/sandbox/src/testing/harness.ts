// What the socket tests share: a sandbox of all dialects, and a client that shows
// the bytes as they came, broken ones included.

import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';

import { startSandbox } from '../start-sandbox.js';
import type { Sandbox, SandboxOptions } from '../start-sandbox.js';

export function startTestSandbox(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  return startSandbox({
    ports: [
      { name: 'openai', dialect: 'openai', port: 0 },
      { name: 'openai-b', dialect: 'openai', port: 0 },
      { name: 'anthropic', dialect: 'anthropic', port: 0 },
      { name: 'ollama', dialect: 'ollama', port: 0 },
      { name: 'google', dialect: 'google', port: 0 },
      { name: 'google-vision', dialect: 'google-vision', port: 0 },
      { name: 'clarifai', dialect: 'clarifai', port: 0 },
      { name: 'bedrock', dialect: 'bedrock', port: 0 },
      { name: 'huggingface', dialect: 'huggingface', port: 0 },
    ],
    ...options,
  });
}

export interface Reply {
  /** Undefined if no status line came. */
  status?: number | undefined;
  headers: IncomingHttpHeaders;
  text: string;
  /** Body bytes by arrival. */
  pieces: Buffer[];
  /** The body ended as HTTP says it must. */
  complete: boolean;
  /** The code of the error that ended the call, such as ECONNRESET. */
  errorCode?: string | undefined;
}

export interface Ask {
  url: string;
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
  /** Hangs up when this is fulfilled. */
  hangUp?: Promise<unknown> | undefined;
  /** Hangs up as soon as the body so far, empty when the headers came, is enough. */
  hangUpWhen?: ((text: string) => boolean) | undefined;
}

export function ask({ url, method = 'POST', body, headers = {}, hangUp, hangUpWhen }: Ask): Promise<Reply> {
  return new Promise((resolve) => {
    const reply: Reply = { headers: {}, text: '', pieces: [], complete: false };
    const done = (): void => {
      reply.text = Buffer.concat(reply.pieces).toString('utf8');
      resolve(reply);
    };
    const sent = request(url, { method, agent: false, headers: { 'content-type': 'application/json', ...headers } }, (response) => {
      reply.status = response.statusCode;
      reply.headers = response.headers;
      if (hangUpWhen?.('') === true) sent.destroy();
      response.on('data', (piece: Buffer) => {
        reply.pieces.push(piece);
        if (hangUpWhen?.(Buffer.concat(reply.pieces).toString('utf8')) === true) sent.destroy();
      });
      response.on('end', () => {
        reply.complete = response.complete;
      });
      response.on('error', (error: NodeJS.ErrnoException) => {
        reply.errorCode = error.code;
      });
      response.on('close', done);
    });
    void hangUp?.then(() => sent.destroy());
    sent.on('error', (error: NodeJS.ErrnoException) => {
      reply.errorCode ??= error.code;
      done();
    });
    sent.end(body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body));
  });
}

/** One way to call each vendor whose answers are text, so that a table may run over all of them. */
export interface Vendor {
  provider: string;
  path: string;
  /** Where the path says that the answer is streamed; absent: the body says it. */
  streamPath?: string;
  model: string;
  headers: Record<string, string>;
  /** The last event of a whole stream. */
  endMarker: string;
  body(text: string, options?: { stream?: boolean; model?: string }): Record<string, unknown>;
}

export const vendors: readonly Vendor[] = [
  {
    provider: 'openai', path: '/v1/chat/completions', model: 'gpt-4.1-mini', headers: { authorization: 'Bearer sk-test' }, endMarker: 'data: [DONE]\n\n',
    body: (text, options) => ({
      model: options?.model ?? 'gpt-4.1-mini', messages: [{ role: 'user', content: text }], stream: options?.stream === true,
      ...(options?.stream === true ? { stream_options: { include_usage: true } } : {}),
    }),
  },
  {
    provider: 'anthropic', path: '/v1/messages', model: 'claude-haiku-4-5', headers: { 'x-api-key': 'sk-test', 'anthropic-version': '2023-06-01' }, endMarker: '{"type":"message_stop"}\n\n',
    body: (text, options) => ({ model: options?.model ?? 'claude-haiku-4-5', max_tokens: 1000, messages: [{ role: 'user', content: text }], stream: options?.stream === true }),
  },
  {
    provider: 'ollama', path: '/api/chat', model: 'llama3.2', headers: {}, endMarker: '"eval_duration":',
    body: (text, options) => ({ model: options?.model ?? 'llama3.2', messages: [{ role: 'user', content: text }], stream: options?.stream === true }),
  },
  {
    provider: 'google', path: '/v1beta/models/gemini-2.5-flash:generateContent', streamPath: '/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse', model: 'gemini-2.5-flash',
    headers: { 'x-goog-api-key': 'key' }, endMarker: '"finishReason":',
    body: (text) => ({ contents: [{ role: 'user', parts: [{ text }] }] }),
  },
];

export function directive(behaviour: Record<string, unknown>): string {
  return `[[sandbox ${JSON.stringify(behaviour)}]]`;
}

export interface BillJson {
  total_picousd: string;
  entries: {
    attempt_id: string | null;
    provider: string;
    model: string;
    usage: Record<string, number>;
    cost_picousd: string;
    cut?: boolean;
    cancelled?: boolean;
    batch?: boolean;
  }[];
}

export async function readBill(sandbox: Sandbox): Promise<BillJson> {
  return JSON.parse((await ask({ url: `${sandbox.control}/bill`, method: 'GET' })).text) as BillJson;
}

export async function countInflight(sandbox: Sandbox): Promise<number> {
  return (await readInflight(sandbox)).count;
}

/** Waits until a call's body was read, so that whoever leaves now leaves a call that is being answered. */
export function untilGenerating(sandbox: Sandbox): Promise<void> {
  return until(async () => (await readInflight(sandbox)).calls.some((call) => call.model !== null));
}

async function readInflight(sandbox: Sandbox): Promise<{ count: number; calls: { model: string | null }[] }> {
  return JSON.parse((await ask({ url: `${sandbox.control}/inflight`, method: 'GET' })).text);
}

/** Asks again until the answer is the one expected; a socket's end is seen a moment later on the other side. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('the condition did not come true in 5 s');
}
