// Goal: an SRE sees one request whole: every hop over HTTP, gRPC and the bus in one tree, each under its right parent,
// with the decision on it.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { startLocalCluster, type LocalCluster } from '../cluster/local-cluster.js';

interface Span {
  readonly spanId: string;
  readonly parentId: string;
  readonly name: string;
  readonly service: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly events: readonly { readonly name: string; readonly attributes: Readonly<Record<string, string>> }[];
}

const callerSpanId = '00f067aa0ba902b7';
const waitMs = 20_000;

let cluster: LocalCluster;
let spans: Span[];
let requestId: string;

beforeAll(async () => {
  cluster = await startLocalCluster();
  const { http, apiKey, traces } = cluster.run();
  const traceId = randomBytes(16).toString('hex');
  const response = await fetch(`${http}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', traceparent: `00-${traceId}-${callerSpanId}-01` },
    body: JSON.stringify({ model: 'quick', messages: [{ role: 'user', content: 'hello' }] }),
  });
  requestId = response.headers.get('x-request-id') ?? '';
  await response.json();
  const giveUpAtMs = Date.now() + waitMs;
  do {
    await new Promise((resolve) => setTimeout(resolve, 200));
    spans = (await (await fetch(`${traces}/traces/${traceId}`)).json()) as Span[];
  } while (spans.filter(({ name }) => name.startsWith('book ')).length < 2 && Date.now() < giveUpAtMs);
}, 120_000);

afterAll(async () => cluster?.stop(), 90_000);

const one = (service: string, name: RegExp): Span => {
  const found = spans.filter((span) => span.service === service && name.test(span.name));
  if (found.length === 0) throw new Error(`${service} made no span like ${name}; there are ${spans.map((span) => `${span.service}: ${span.name}`).join(', ')}`);
  return found[0] as Span;
};

describe('the trace of one request through separate processes', () => {
  it('hangs under the caller, and each span under the one that caused it', () => {
    const door = one('router', /^POST \/v1\/chat\/completions$/);
    const attempt = one('router', /^chat quick$/);
    const call = one('provider-adapter', /ProviderAdapter\/Complete$/);
    const vendor = one('provider-adapter', /^POST/);
    const published = one('provider-adapter', /^publish/);
    expect(door.parentId).toBe(callerSpanId);
    expect(attempt.parentId).toBe(door.spanId);
    expect(call.parentId).toBe(attempt.spanId);
    expect(vendor.parentId).toBe(call.spanId);
    expect(published.parentId).toBe(call.spanId);
    const consumed = spans.filter((span) => span.service === 'cost-ledger' && span.name.startsWith('consume'));
    const booked = spans.filter((span) => span.service === 'cost-ledger' && span.name.startsWith('book '));
    // Both witnesses report: the adapter's fact under its call, the router's under the request.
    expect(new Set(consumed.map(({ parentId }) => parentId))).toEqual(new Set([call.spanId, door.spanId]));
    expect(new Set(booked.map(({ parentId }) => parentId))).toEqual(new Set(consumed.map(({ spanId }) => spanId)));
  });

  it('has no span without its parent', () => {
    const known = new Set([callerSpanId, ...spans.map(({ spanId }) => spanId)]);
    expect(spans.filter(({ parentId }) => !known.has(parentId)).map(({ name }) => name)).toEqual([]);
  });

  it('tells the decision, the usage and the cost', () => {
    const door = one('router', /^POST \/v1\/chat\/completions$/);
    const decision = door.events.find(({ name }) => name === 'switchyard.route.decision');
    expect(door.attributes['switchyard.request.id']).toBe(requestId);
    expect(decision?.attributes['candidates']).toContain('openai-eu/quick');
    const attempt = one('router', /^chat quick$/);
    expect(attempt.attributes).toMatchObject({ 'gen_ai.operation.name': 'chat', 'gen_ai.provider.name': 'openai-eu', 'gen_ai.request.model': 'gpt-5-mini', 'switchyard.attempt.outcome': 'succeeded' });
    expect(Number(attempt.attributes['gen_ai.usage.output_tokens'])).toBeGreaterThan(0);
    expect(BigInt(attempt.attributes['switchyard.cost.picousd'] ?? '0')).toBeGreaterThan(0n);
  });

  it('carries no prompt, no answer and no key', () => {
    const text = JSON.stringify(spans);
    expect(text).not.toContain('hello');
    expect(text).not.toMatch(/sy_[A-Za-z0-9_-]{16,}/);
  });
});
