// Goal: the sandbox answers in the vendor's shape. It is asked what the corpus was asked, and its answer must have the
// fields of the recorded one, of the same types: no more, and no less.
import { corpus, type Exchange } from '#corpus';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventStreamCodec } from '@smithy/core/event-streams';

import type { Sandbox } from './start-sandbox.js';
import { ask, startTestSandbox } from './testing/harness.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());

interface Asked {
  /** Makes the sandbox answer like the exchange. */
  readonly behaviour: (exchange: Exchange) => object;
  /** Where the shape does not depend on what a model kept to itself, or on the age of a server. */
  readonly dialects?: readonly string[];
}

const asked: Record<string, Asked> = {
  plain: { behaviour: () => ({ output_tokens: 12, seed: 5 }) },
  stream: { behaviour: () => ({ output_tokens: 12, chunk_count: 3, seed: 5 }) },
  'tool-call': { behaviour: callsOf, dialects: ['anthropic', 'bedrock', 'ollama', 'openai', 'openai-responses'] },
  'parallel-tool-calls': { behaviour: (exchange) => ({ ...callsOf(exchange), chunk_size: 6 }), dialects: ['anthropic', 'bedrock', 'openai', 'openai-responses'] },
  reasoning: { behaviour: thoughtsOf, dialects: ['ollama', 'openai-responses'] },
  'reasoning-stream': { behaviour: thoughtsOf, dialects: ['bedrock', 'ollama', 'openai-responses'] },
  'structured-output': { behaviour: () => ({}), dialects: ['openai-responses'] },
  vision: { behaviour: () => ({ output_tokens: 12 }), dialects: ['openai-responses'] },
  'cached-usage': { behaviour: () => ({ output_tokens: 12, usage: { input_tokens: 100, cached_input_tokens: 90 } }), dialects: ['openai-responses'] },
  'cut-at-the-cap': { behaviour: () => ({ output_tokens: 50 }), dialects: ['openai-responses'] },
  'thought-to-the-cap': { behaviour: () => ({ empty: true, reasoning: 'Hm.', finish_reason: 'length' }), dialects: ['openai-responses'] },
  filtered: { behaviour: () => ({ output_tokens: 4, finish_reason: 'content_filter' }), dialects: ['openai-responses'] },
  refusal: { behaviour: () => ({ text: 'No.', finish_reason: 'refusal' }), dialects: ['openai-responses'] },
  'refusal-stream': { behaviour: () => ({ text: 'No.', finish_reason: 'refusal' }), dialects: ['openai-responses'] },
  'failed-stream': { behaviour: () => ({ output_tokens: 12, error_after_chunks: 1 }), dialects: ['openai-responses'] },
  'model-not-found': { behaviour: () => ({}) },
  embeddings: { behaviour: () => ({}) },
  painting: { behaviour: () => ({}) },
  labels: { behaviour: () => ({}) },
  detector: { behaviour: () => ({}) },
  objects: { behaviour: () => ({}) },
  landmarks: { behaviour: () => ({}) },
  logos: { behaviour: () => ({}) },
  'safe-search': { behaviour: () => ({}) },
};
/** Where a dialect is spoken that has no port of its own name. */
const ports: Readonly<Record<string, string>> = { 'openai-responses': 'openai' };

/** Conversations in OpenAI's dialect: a vendor's flavour of it has what its own tests look at and no more. */
const flavours: readonly string[] = ['huggingface', 'openrouter'];

function callsOf({ expected }: Exchange): object {
  if (expected.kind !== 'answer') return {};
  return { tool_calls: expected.toolCalls.map(({ name, arguments: told }) => ({ name, arguments: told })), ...(expected.text === '' ? {} : { text: expected.text }) };
}

function thoughtsOf({ expected }: Exchange): object {
  return expected.kind === 'answer' ? { text: expected.text, reasoning: expected.reasoning, chunk_count: 2 } : {};
}

/** Headers are ASCII. */
function headerOf(behaviour: object): string {
  return JSON.stringify(behaviour).replace(/[\u0080-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const cases = Object.entries(corpus).flatMap(([dialect, exchanges]) => exchanges.flatMap((exchange) => (isAsked(dialect, exchange) ? [{ dialect, name: exchange.name, exchange }] : [])));

function isAsked(dialect: string, { name, request }: Exchange): boolean {
  if (flavours.includes(dialect) && request.task === undefined) return false;
  return Object.hasOwn(asked, name) && (asked[name]!.dialects?.includes(dialect) ?? true);
}

describe('an answer has the shape of the recorded one', () => {
  it.each(cases)('$dialect: $name', async ({ dialect, exchange }) => {
    const { path, headers, body } = exchange.request;
    const reply = await ask({ url: `${sandbox.addresses[ports[dialect] ?? dialect]}${path}`, headers: { ...headers, 'x-sandbox': headerOf(asked[exchange.name]!.behaviour(exchange)) }, body });
    expect(reply.status).toBe(exchange.response.status);
    expect(reply.headers['content-type']?.split(';')[0]).toBe(exchange.response.headers['content-type']?.split(';')[0]);
    expect(shapesOf(documentsIn(exchange, Buffer.concat(reply.pieces)))).toEqual(shapesOf(documentsOf(exchange)));
  });
});

/** What a body says, event by event; a whole answer is one. */
function documentsOf({ response }: Exchange): unknown[] {
  switch (response.kind) {
    case 'json': return [response.body];
    case 'sse': return response.events.flatMap((told) => ('comment' in told ? [] : [{ event: told.event, data: told.data }]));
    case 'lines': return [...response.lines];
    case 'frames': return response.frames.map(({ headers, payload }) => ({ headers, payload }));
    case 'file': return [Buffer.from(response.base64, 'base64').subarray(0, 8).toString('hex')];
  }
}

/** The same of the sandbox's bytes, which come as the exchange's do. */
function documentsIn(exchange: Exchange, bytes: Buffer): unknown[] {
  const text = bytes.toString('utf8');
  switch (exchange.response.kind) {
    case 'json': return [JSON.parse(text)];
    case 'sse': return text.split(`${lineEndOf(exchange)}${lineEndOf(exchange)}`).filter((event) => event !== '').map(eventIn);
    case 'lines': return text.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as unknown);
    case 'frames': return framesIn(bytes);
    // The first bytes say which kind of file it is.
    case 'file': return [bytes.subarray(0, 8).toString('hex')];
  }
}

function lineEndOf({ response }: Exchange): string {
  return response.kind === 'sse' ? response.lineEnd : '\n';
}

function eventIn(text: string): unknown {
  const fields = new Map(text.split(/\r?\n/).map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]));
  const data = fields.get('data') ?? '';
  return { event: fields.get('event'), data: data.startsWith('{') ? (JSON.parse(data) as unknown) : data };
}

function framesIn(bytes: Buffer): unknown[] {
  const codec = new EventStreamCodec((part) => Buffer.from(part as Uint8Array).toString('utf8'), (text) => Buffer.from(text));
  const frames: unknown[] = [];
  for (let at = 0; at < bytes.length; at += bytes.readUInt32BE(at)) {
    const { headers, body } = codec.decode(bytes.subarray(at, at + bytes.readUInt32BE(at)));
    frames.push({ headers: Object.fromEntries(Object.entries(headers).map(([name, { value }]) => [name, value])), payload: JSON.parse(Buffer.from(body).toString('utf8')) as unknown });
  }
  return frames;
}

/** The kinds of documents in the order of their first coming: how many pieces there are is chance. */
function shapesOf(documents: readonly unknown[]): string[] {
  return [...new Set(documents.map((document) => JSON.stringify(shapeOf(document))))];
}

/** Fields and types; what says which kind of document it is stays as it is. */
function shapeOf(value: unknown, field = ''): unknown {
  if (Array.isArray(value)) return [...new Set(value.map((item) => JSON.stringify(shapeOf(item))))];
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, part]) => [name, shapeOf(part, name)]));
  if (field === 'event' || field === 'type' || field === 'object' || field === 'modality' || field.startsWith(':')) return value;
  return value === null ? 'null' : typeof value;
}
