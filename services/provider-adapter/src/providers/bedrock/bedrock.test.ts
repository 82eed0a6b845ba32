// Goal: orders are said in Converse's words or refused, every call is signed or has its token, and errors are their class.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { AttemptOutcome, ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { Role } from '@switchyard/proto/common/v1/chat';
import { ModelLists } from '../../domain/model-lists.js';
import { ask, askEither, startHarness, type Harness } from '../../testing/harness.js';
import { contextOf, orderOf, says } from '../../testing/order.js';
import { fetchOpener } from '../../toolkit/http/open-fetch.js';
import { providers } from '../index.js';
import { baseUrlFor, controlUrlOf, isAmazons, pathOf } from './endpoint.js';
import { errorOf, readBedrockError } from './error.js';
import { toConverseRequest } from './request.js';
import { stepsOfConverse } from './response.js';
import { ConverseStream } from './stream.js';
import { usageStep } from './usage.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const model = 'amazon.nova-lite-v1:0';

/** A row of the same sandbox with other credentials or options. */
function row(credential: Record<string, string>, options: Record<string, string> = {}): string {
  const id = `bedrock-${randomUUID()}`;
  harness.catalog.put({ id, type: 'bedrock', baseUrl: harness.sandbox.baseUrls['bedrock']!, allowPrivate: true, credentials: [`${id}-key`], options });
  harness.credentials.values.set(`${id}-key`, credential);
  return id;
}

describe('who calls', () => {
  it.each([
    { name: 'an access key', credential: { access_key_id: 'AKIA1', secret_access_key: 'sandbox' } as Record<string, string> },
    { name: 'a temporary access key', credential: { access_key_id: 'ASIA1', secret_access_key: 'sandbox', session_token: 'token' } },
    { name: 'a bearer token', credential: { api_key: 'ABSK-of-nobody' } },
  ])('$name', async ({ credential }) => {
    const provider = row(credential);
    for (const isStream of [false, true]) expect((await askEither(harness, { provider, model, behaviour: { text: 'Grüße' } }, isStream)).report.outcome).toBe(AttemptOutcome.SUCCEEDED);
  });

  it('a wrong secret is the credential, and its words are not told', async () => {
    const { report } = await ask(harness, { provider: row({ access_key_id: 'AKIA1', secret_access_key: 'wrong-secret' }), model });
    expect(report).toMatchObject({ failure: { errorClass: ErrorClass.CREDENTIAL, vendorCode: 'InvalidSignatureException' }, httpStatus: 403 });
  });

  it('nobody is refused before anything leaves', async () => {
    const { report } = await ask(harness, { provider: row({}), model });
    expect(report).toMatchObject({ outcome: AttemptOutcome.FAILED, sent: false, failure: { errorClass: ErrorClass.CREDENTIAL } });
  });

  it('the chain finds what the environment has', async () => {
    const before = { ...process.env };
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIACHAIN', AWS_SECRET_ACCESS_KEY: 'sandbox' });
    try {
      expect((await ask(harness, { provider: row({}, { credentials: 'chain' }), model })).report.outcome).toBe(AttemptOutcome.SUCCEEDED);
    } finally {
      for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) if (before[name] === undefined) delete process.env[name];
    }
  });

  it.each([{ isStream: false }, { isStream: true }])("the chain signs for nobody else's address, and nothing leaves (streamed: $isStream)", async ({ isStream }) => {
    const id = row({}, { credentials: 'chain' });
    harness.catalog.put({ id, type: 'bedrock', baseUrl: 'https://collector.example', credentials: [`${id}-key`], options: { credentials: 'chain' } });
    const { report } = await askEither(harness, { provider: id, model }, isStream);
    expect(report).toMatchObject({ outcome: AttemptOutcome.FAILED, sent: false, failure: { errorClass: ErrorClass.CREDENTIAL, message: expect.stringContaining('addresses of AWS') } });
    await expect(new ModelLists({ providers, catalog: harness.catalog, credentials: harness.credentials, openFetch: fetchOpener(harness.pool) }).of(id)).rejects.toMatchObject({ message: expect.stringContaining('addresses of AWS') });
  });

  it.each([
    ['https://bedrock-runtime.us-east-1.amazonaws.com', true],
    ['https://bedrock-runtime.cn-north-1.amazonaws.com.cn', true],
    ['https://bedrock-runtime.eu-west-1.api.aws/x', true],
    ['https://amazonaws.com.example', false],
    ['https://notamazonaws.com', false],
    ['https://collector.example/.amazonaws.com', false],
    ['https://a.amazonaws.com@collector.example', false],
    ['', false],
  ])('"%s" is an address of AWS: %s', (baseUrl, is) => expect(isAmazons(baseUrl)).toBe(is));

  it('the list is signed too', async () => {
    const lists = new ModelLists({ providers, catalog: harness.catalog, credentials: harness.credentials, openFetch: fetchOpener(harness.pool) });
    expect(await lists.of('bedrock')).toContainEqual({ id: model, displayName: model, ownedBy: 'amazon', capabilities: ['chat', 'stream', 'vision'] });
  });
});

it.each([{ isStream: false }, { isStream: true }])('counts caches beside the prompt and by lifetime (streamed: $isStream)', async ({ isStream }) => {
  const usage = { input_tokens: 1000, cached_input_tokens: 300, cache_write_5m_tokens: 200, cache_write_1h_tokens: 100, output_tokens: 50 };
  const { report } = await askEither(harness, { provider: 'bedrock', behaviour: { usage } }, isStream);
  expect(report.usage!.meters).toEqual({ input: 400n, cached_input: 300n, cache_write_5m: 200n, cache_write_1h: 100n, output: 50n });
  expect(report.inconsistent).toBe(false);
});

it.each([
  { name: 'one lifetime twice', details: [{ ttl: '5m', inputTokens: 20 }, { ttl: '1h', inputTokens: 5 }, { ttl: '5m', inputTokens: 10 }], counts: { cache_write_5m: 30n, cache_write_1h: 5n } },
  { name: 'no lifetime', details: [], counts: { cache_write_5m: undefined, cache_write_1h: undefined } },
  { name: 'a lifetime without a count', details: [{ ttl: '1h' }], counts: { cache_write_1h: undefined } },
])('tells cache writes of $name', ({ details, counts }) => {
  expect(usageStep({ inputTokens: 1, outputTokens: 1, cacheWriteInputTokens: 35, cacheDetails: details }, { isFinal: true }).counts).toMatchObject(counts);
});

it('an account whose day is used up is no rate limit', async () => {
  const key = 'AKIATEST00000001';
  await fetch(`${harness.sandbox.control}/control/keys`, { method: 'POST', body: JSON.stringify({ key, state: 'out_of_quota' }) });
  const { report } = await ask(harness, { provider: 'bedrock' });
  await fetch(`${harness.sandbox.control}/control/keys`, { method: 'DELETE' });
  expect(report).toMatchObject({ failure: { errorClass: ErrorClass.QUOTA }, httpStatus: 429 });
});

describe('toConverseRequest', () => {
  const call = { case: 'toolCall' as const, value: { id: 'c1', name: 'f', argumentsJson: '{"a":1}' } };
  const result = { case: 'toolResult' as const, value: { toolCallId: 'c1', isError: true, parts: [{ content: { case: 'text' as const, value: 'r' } }] } };

  it.each([
    { name: 'another vendor signed', signature: 'google:abc' },
    { name: 'nobody signed', signature: '' },
  ])('leaves out thoughts that $name, and says so', ({ signature }) => {
    const context = contextOf();
    const messages = [says(Role.USER, { case: 'text', value: 'Hi' }), says(Role.ASSISTANT, { case: 'reasoning', value: { text: 'hm', signature } }, { case: 'text', value: 'Yes?' })];
    expect(toConverseRequest(orderOf({ messages }), context)).toMatchObject({ messages: [{ role: 'user' }, { role: 'assistant', content: [{ text: 'Yes?' }] }] });
    expect(context.warnings).toEqual([expect.stringContaining('takes back only its own')]);
  });

  it('instructions stand apart, turns alternate, bytes are base64', () => {
    const pdf = { case: 'document' as const, value: { source: { case: 'data' as const, value: Buffer.from('x') }, mediaType: 'application/pdf', filename: 'a_b.pdf' } };
    const messages = [says(Role.SYSTEM, { case: 'text', value: 'Be brief.' }), says(Role.USER, { case: 'text', value: 'Hi' }, pdf), says(Role.ASSISTANT, { case: 'reasoning', value: { text: 'hm', signature: 's' } }, call), says(Role.TOOL, result)];
    expect(toConverseRequest(orderOf({ messages, parameters: { stop: ['x'], temperature: 0.5, tools: [{ name: 'f', parametersJson: '{"type":"object"}' }], toolChoice: { mode: 'required' } } }), contextOf())).toEqual({
      system: [{ text: 'Be brief.' }],
      messages: [
        { role: 'user', content: [{ text: 'Hi' }, { document: { format: 'pdf', name: 'a b pdf 1', source: { bytes: 'eA==' } } }] },
        { role: 'assistant', content: [{ reasoningContent: { reasoningText: { text: 'hm', signature: 's' } } }, { toolUse: { toolUseId: 'c1', name: 'f', input: { a: 1 } } }] },
        { role: 'user', content: [{ toolResult: { toolUseId: 'c1', content: [{ text: 'r' }], status: 'error' } }] },
      ],
      inferenceConfig: { maxTokens: 100, temperature: 0.5, stopSequences: ['x'] },
      toolConfig: { tools: [{ toolSpec: { name: 'f', inputSchema: { json: { type: 'object' } } } }], toolChoice: { any: {} } },
    });
  });

  it('a cache hint is a block of its own, right behind', () => {
    const messages = [{ role: Role.USER, parts: [{ content: { case: 'text' as const, value: 'long' }, cacheHint: { ttl: '1h' } }] }];
    expect(toConverseRequest(orderOf({ messages }), contextOf())['messages']).toEqual([{ role: 'user', content: [{ text: 'long' }, { cachePoint: { type: 'default', ttl: '1h' } }] }]);
  });

  it.each([
    { name: 'a budget for Claude', order: orderOf({ model: 'eu.anthropic.claude-x', maxOutputTokens: 4_000, parameters: { thinkingBudgetTokens: 2_000 } }), sent: { additionalModelRequestFields: { thinking: { type: 'enabled', budget_tokens: 2_000 } } }, warnings: 0 },
    { name: 'a budget for others', order: orderOf({ model, parameters: { thinkingBudgetTokens: 2_000 } }), sent: {}, warnings: 1 },
    { name: 'an effort', order: orderOf({ parameters: { reasoningEffort: 'minimal' } }), sent: { outputConfig: { effort: 'low' } }, warnings: 1 },
    { name: 'a schema', order: orderOf({ parameters: { responseFormat: { type: 'json_schema', schemaJson: '{"type":"object"}' } } }), sent: { outputConfig: { textFormat: { type: 'json_schema', structure: { jsonSchema: { schema: '{"type":"object"}', name: 'answer' } } } } }, warnings: 0 },
    { name: 'a tier', order: orderOf({ serviceTier: 'flex' }), sent: { serviceTier: { type: 'flex' } }, warnings: 0 },
    { name: 'what does not exist here', order: orderOf({ parameters: { randomSeed: 1n, frequencyPenalty: 1, presencePenalty: 1 } }), sent: {}, warnings: 3 },
    { name: 'tools that may not be called', order: orderOf({ parameters: { tools: [{ name: 'f' }], toolChoice: { mode: 'none' } } }), sent: {}, warnings: 0 },
  ])('$name', ({ order, sent, warnings }) => {
    const context = contextOf();
    const { messages: _messages, inferenceConfig: _config, ...rest } = toConverseRequest(order, context);
    expect(rest).toEqual(sent);
    expect(context.warnings).toHaveLength(warnings);
  });

  it.each([
    { name: 'a budget beyond the cap', order: orderOf({ model: 'anthropic.c', parameters: { thinkingBudgetTokens: 100 } }), message: 'thinking_budget_tokens:' },
    { name: 'JSON without a schema', order: orderOf({ parameters: { responseFormat: { type: 'json' } } }), message: 'response_format.type:' },
    { name: 'a picture by address', order: orderOf({ messages: [says(Role.USER, { case: 'image', value: { source: { case: 'url', value: 'https://a/b.png' } } })] }), message: 'messages[0].parts[0].image:' },
    { name: 'sound', order: orderOf({ messages: [says(Role.USER, { case: 'audio', value: {} })] }), message: 'messages[0].parts[0]:' },
    { name: 'no tools after calls', order: orderOf({ messages: [says(Role.ASSISTANT, call)], parameters: { tools: [{ name: 'f' }], toolChoice: { mode: 'none' } } }), message: 'tool_choice.mode:' },
  ])('refuses $name', ({ order, message }) => expect(() => toConverseRequest(order, contextOf())).toThrow(message));
});

describe('answers', () => {
  it('thinking keeps its signature, and what only the vendor can read stays as it came', () => {
    const content = [{ reasoningContent: { reasoningText: { text: 'hm', signature: 's' } } }, { reasoningContent: { redactedContent: 'eA==' } }, { video: {} }, { text: 'so' }];
    const steps = stepsOfConverse({ output: { message: { content } }, stopReason: 'end_turn' }, 'r1');
    expect(steps.flatMap((step) => (step.type === 'block_text' ? [[step.index, step.text, step.signature, step.redacted?.toString()]] : []))).toEqual([[0, 'hm', 's', undefined], [1, '', '', 'x'], [2, 'so', '', undefined]]);
    expect(steps).toContainEqual({ type: 'warning', sentence: 'A block of type video was left out of the answer.' });
  });

  it('what only the vendor can read stays as it came in streams too', () => {
    const mapping = new ConverseStream('attempt-000000000001', undefined);
    const deltas = [{ reasoningContent: { text: 'hm' } }, { reasoningContent: { redactedContent: 'eA==' } }, { text: 'so' }];
    const { steps } = mapping.take(deltas.map((delta) => ({ kind: 'event', name: 'contentBlockDelta', data: JSON.stringify({ delta }) })));
    expect(steps.flatMap((step) => (step.type === 'block_text' ? [[step.index, step.text, step.redacted?.toString()]] : []))).toEqual([[0, 'hm', undefined], [1, '', 'x'], [2, 'so', undefined]]);
    expect(steps.filter(({ type }) => type === 'block_end')).toMatchObject([{ index: 0 }, { index: 1 }]);
  });

  it('usage that comes without a stop reason is no last word', () => {
    const mapping = new ConverseStream('attempt-000000000001', undefined);
    const { steps } = mapping.take([{ kind: 'event', name: 'metadata', data: '{"usage":{"inputTokens":1,"outputTokens":1}}' }]);
    expect(steps).toMatchObject([{ type: 'usage', isFinal: false }]);
    expect(mapping.isDone).toBe(false);
  });

  it.each([
    { type: 'ThrottlingException', message: 'Too many requests', errorClass: ErrorClass.RATE_LIMITED },
    { type: 'ThrottlingException', message: 'Too many tokens per day', errorClass: ErrorClass.QUOTA },
    { type: 'ValidationException:http://internal.amazon.com/coral/', message: 'Input is too long for requested model.', errorClass: ErrorClass.CONTEXT_LENGTH },
    { type: 'ValidationException', message: 'The provided model identifier is invalid.', errorClass: ErrorClass.MODEL_GONE },
    { type: 'ModelNotReadyException', message: '', errorClass: ErrorClass.OVERLOADED },
    { type: 'ExpiredTokenException', message: '', errorClass: ErrorClass.CREDENTIAL },
    { type: 'constructor', message: '', errorClass: undefined },
  ])('$type, "$message"', ({ type, message, errorClass }) => {
    expect(readBedrockError({ message }, 400, () => type).errorClass).toBe(errorClass);
    expect(errorOf(type, { message }).errorClass).toBe(errorClass);
  });

  it('the commonest type leaves the judgement to the status, and in a stream there is none', () => {
    expect(readBedrockError({ message: 'Malformed input' }, 400, () => 'ValidationException').errorClass).toBeUndefined();
    expect(errorOf('validationException', { message: 'Malformed input' }).errorClass).toBe(ErrorClass.CALLER);
  });
});

describe('addresses', () => {
  it.each([
    { region: '', url: 'https://bedrock-runtime.us-east-1.amazonaws.com' },
    { region: 'eu-central-1', url: 'https://bedrock-runtime.eu-central-1.amazonaws.com' },
    { region: 'evil.example/', url: '' },
  ])('region "$region"', ({ region, url }) => expect(baseUrlFor({ region })).toBe(url));

  it('an ARN is one word of the path, and lists are at their own address', () => {
    expect(pathOf('arn:aws:bedrock:us-east-1::foundation-model/a', 'converse')).toBe('/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A%3Afoundation-model%2Fa/converse');
    expect(controlUrlOf('https://bedrock-runtime.eu-west-1.amazonaws.com')).toBe('https://bedrock.eu-west-1.amazonaws.com');
  });
});
