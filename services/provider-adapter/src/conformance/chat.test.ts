// Goal: every provider of the index that holds conversations keeps the same promises, over real sockets, against a vendor
// that misbehaves on request. What is asserted each time is what the router decides on and what the ledger books.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { AttemptOutcome, ErrorClass } from '@switchyard/proto/common/v1/attempt';
import type { MessageInitShape } from '@bufbuild/protobuf';
import { Role, type PartSchema } from '@switchyard/proto/common/v1/chat';
import { Evidence } from '@switchyard/proto/event/v1/usage';
import type { Cell } from '../adapter/cells.js';
import { expectedOf, loadConformance } from '../testing/conformance.js';
import { expectKnownZero, factOf, inflight } from '../testing/facts.js';
import { askEither, billOf, startHarness, until, userSays, type Harness } from '../testing/harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const known = await loadConformance();
type PartContent = NonNullable<MessageInitShape<typeof PartSchema>['content']>;
const ways = [...known].flatMap(([provider, { models }]) => (models.chat === undefined ? [] : [false, true].map((isStream) => ({ provider, isStream, way: `${provider}, ${isStream ? 'streamed' : 'plain'}` }))));
const weather = { name: 'get_weather', description: 'The weather of a city.', parametersJson: JSON.stringify({ type: 'object', properties: { city: { type: 'string' } }, required: ['city'] }) };
const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

describe.each(ways)('$way', ({ provider, isStream }) => {
  const { offers } = expectedOf(provider);
  const itWhere = (cell: Cell) => (offers[cell] === undefined ? it.skip : it);

  it('brings the words, the usage that was billed, and one fact of the same', async () => {
    const attemptId = randomUUID();
    const { text, report } = await askEither(harness, { provider, attemptId, behaviour: { text: 'Grüße aus Ångström, 🚂!' } }, isStream);
    expect(text).toBe('Grüße aus Ångström, 🚂!');
    expect(report).toMatchObject({ outcome: AttemptOutcome.SUCCEEDED, evidence: Evidence.REPORTED, finishReason: { unified: 'stop' }, httpStatus: 200, sent: true });
    expect(report.failure).toBeUndefined();
    const billed = (await billOf(harness, attemptId))!.usage;
    expect(report.usage).toMatchObject({ inputTokens: BigInt(billed['input_tokens']!), outputTokens: BigInt(billed['output_tokens']!) });
    const fact = factOf(harness, attemptId);
    expect(fact).toMatchObject({ outcome: report.outcome, evidence: report.evidence, usage: report.usage, httpStatus: 200, finishReason: { unified: 'stop' } });
    expect(JSON.parse(fact.rawUsageJson)).toBeInstanceOf(Object);
    expect(harness.journal.startedTerms.filter((terms) => terms.attemptId === attemptId)).toHaveLength(1);
  });

  itWhere('multi_turn')('sends instructions and earlier turns', async () => {
    const says = (role: Role, value: string) => ({ role, parts: [{ content: { case: 'text' as const, value } }] });
    const messages = [says(Role.SYSTEM, 'You are a signalman.'), says(Role.USER, 'Hello.'), says(Role.ASSISTANT, 'Good day.'), says(Role.USER, 'What did I say? [[sandbox {"echo": true}]]')];
    const [long, short] = [await askEither(harness, { provider, messages }, isStream), await askEither(harness, { provider, messages: messages.slice(3) }, isStream)];
    expect(long.text).toContain('What did I say?');
    expect(Number(long.report.usage!.inputTokens! - short.report.usage!.inputTokens!)).toBeGreaterThanOrEqual(10);
  });

  itWhere('vision')('sends pictures', async () => {
    const image = { content: { case: 'image' as const, value: { source: { case: 'data' as const, value: pixel }, mediaType: 'image/png' } } };
    const { report } = await askEither(harness, { provider, messages: [{ role: Role.USER, parts: [image, { content: { case: 'text', value: 'What is this?' } }] }] }, isStream);
    expect(report.outcome).toBe(AttemptOutcome.SUCCEEDED);
    // The sandbox counts 256 tokens per picture that it could read.
    expect(report.usage!.inputTokens!).toBeGreaterThan(256n);
  });

  it.each([
    { cell: 'documents' as const, content: { case: 'document' as const, value: { source: { case: 'data' as const, value: Buffer.from('%PDF-1.4 timetable') }, mediaType: 'application/pdf', filename: 'timetable.pdf' } } },
    { cell: 'audio_input' as const, content: { case: 'audio' as const, value: { source: { case: 'data' as const, value: Buffer.from('RIFF') }, mediaType: 'audio/wav' } } },
  ])('sends $cell whole, or refuses them before anything is sent', async ({ cell, content }) => {
    const asked = (parts: { content: PartContent }[]) => askEither(harness, { provider, messages: [{ role: Role.USER, parts }] }, isStream);
    const words = { content: { case: 'text' as const, value: 'What is this?' } };
    const { report } = await asked([{ content }, words]);
    if (offers[cell] === undefined) return expect(report).toMatchObject({ outcome: AttemptOutcome.FAILED, failure: { errorClass: ErrorClass.CALLER }, sent: false });
    expect(report.outcome).toBe(AttemptOutcome.SUCCEEDED);
    expect(report.usage!.inputTokens!).toBeGreaterThan((await asked([words])).report.usage!.inputTokens! + 10n);
  });

  it('asks for an answer by a schema, or refuses to', async () => {
    const schema = { type: 'object', properties: { platform: { type: 'integer' } }, required: ['platform'], additionalProperties: false };
    const responseFormat = { type: 'json_schema', name: 'train', schemaJson: JSON.stringify(schema), strict: true };
    const { text, report } = await askEither(harness, { provider, parameters: { responseFormat } }, isStream);
    if (offers.structured_output === undefined) return expect(report).toMatchObject({ outcome: AttemptOutcome.FAILED, failure: { errorClass: ErrorClass.CALLER }, sent: false });
    expect(report.outcome).toBe(AttemptOutcome.SUCCEEDED);
    expect(JSON.parse(text)).toEqual({ platform: expect.any(Number) });
  });

  itWhere('tools').each([
    { name: 'one tool call', calls: [{ name: 'get_weather', arguments: { city: 'Zürich' } }] },
    { name: 'parallel tool calls', calls: [{ name: 'get_weather', arguments: { city: 'Zürich' } }, { name: 'get_weather', arguments: { city: '東京 "x"' } }] },
  ])('brings $name with arguments whole', async ({ calls }) => {
    const { toolCalls, report } = await askEither(harness, { provider, parameters: { tools: [weather] }, behaviour: { tool_calls: calls } }, isStream);
    expect(report).toMatchObject({ outcome: AttemptOutcome.SUCCEEDED, finishReason: { unified: 'tool_calls' }, evidence: Evidence.REPORTED });
    expect(toolCalls.map(({ name, arguments: text }) => ({ name, arguments: JSON.parse(text) }))).toEqual(calls);
    expect(new Set(toolCalls.map(({ id }) => id)).size).toBe(calls.length);
  });

  itWhere('tools')('takes the results of tools back', async () => {
    const answering = (result: string) => [
      userSays('Weather?'),
      { role: Role.ASSISTANT, parts: [{ content: { case: 'toolCall' as const, value: { id: 'call_1', name: 'get_weather', argumentsJson: '{"city":"Zürich"}' } } }] },
      { role: Role.TOOL, parts: [{ content: { case: 'toolResult' as const, value: { toolCallId: 'call_1', parts: [{ content: { case: 'text' as const, value: result } }] } } }] },
    ];
    const [short, long] = [await askEither(harness, { provider, messages: answering('sunny'), parameters: { tools: [weather] } }, isStream), await askEither(harness, { provider, messages: answering('sunny and dry '.repeat(20)), parameters: { tools: [weather] } }, isStream)];
    expect(long.report.outcome).toBe(AttemptOutcome.SUCCEEDED);
    // A result that stayed here would be read by nobody and counted by nobody.
    expect(long.report.usage!.inputTokens!).toBeGreaterThan(short.report.usage!.inputTokens! + 20n);
  });

  itWhere('stop')('honours stop sequences and the cap on the answer', async () => {
    const stopped = await askEither(harness, { provider, parameters: { stop: ['three'] }, behaviour: { text: 'one two three four' } }, isStream);
    expect(stopped.text.trimEnd()).toBe('one two');
    expect(stopped.report).toMatchObject({ outcome: AttemptOutcome.SUCCEEDED, finishReason: { unified: 'stop' } });
    const capped = await askEither(harness, { provider, parameters: { maxOutputTokens: 3 }, behaviour: { output_tokens: 50 } }, isStream);
    expect(capped.report).toMatchObject({ outcome: AttemptOutcome.INCOMPLETE, finishReason: { unified: 'length' }, evidence: Evidence.REPORTED });
    expect(capped.report.usage!.outputTokens).toBe(3n);
  });

  it.each([
    { name: 'rate limited', behaviour: { status: 429, retry_after: '7' }, errorClass: ErrorClass.RATE_LIMITED, retryAfterMs: 7_000n },
    { name: 'server error', behaviour: { status: 500 }, errorClass: ErrorClass.OVERLOADED },
    { name: 'bad gateway with a page of HTML', behaviour: { status: 502, html: true }, errorClass: ErrorClass.OVERLOADED },
    { name: 'overloaded', behaviour: { status: 529 }, errorClass: ErrorClass.OVERLOADED },
    { name: 'key refused', behaviour: { status: 401 }, errorClass: ErrorClass.CREDENTIAL },
    { name: 'key without rights', behaviour: { status: 403 }, errorClass: ErrorClass.CREDENTIAL },
    { name: 'bad request', behaviour: { status: 400 }, errorClass: ErrorClass.CALLER },
    { name: 'too large', behaviour: { status: 413 }, errorClass: ErrorClass.CALLER },
    { name: 'model gone', behaviour: { status: 404 }, errorClass: ErrorClass.MODEL_GONE },
  ])('$name is its class and a known zero', async ({ behaviour, errorClass, retryAfterMs }) => {
    const attemptId = randomUUID();
    const { report } = await askEither(harness, { provider, attemptId, behaviour }, isStream);
    expect(report).toMatchObject({ outcome: AttemptOutcome.FAILED, failure: { errorClass, timer: '' }, httpStatus: behaviour.status, evidence: Evidence.REPORTED, sent: true });
    expect(report.failure!.retryAfterMs).toBe(retryAfterMs);
    expectKnownZero(report.usage);
    expect(factOf(harness, attemptId)).toMatchObject({ outcome: AttemptOutcome.FAILED, errorClass, evidence: Evidence.REPORTED });
    expectKnownZero(factOf(harness, attemptId).usage);
  });

  itWhere('model_not_found')('a model that nobody sells is gone, and says so without the words of the prompt', async () => {
    const { report } = await askEither(harness, { provider, model: 'no-such-model', text: 'secret words' }, isStream);
    expect(report.failure!.errorClass).toBe(ErrorClass.MODEL_GONE);
    expect(report.failure!.message).not.toContain('secret words');
  });

  it.each([
    { name: 'a page of HTML', behaviour: { html: true }, evidence: Evidence.BOUND },
    { name: 'half a JSON', behaviour: { half_json: true }, evidence: Evidence.BOUND },
    { name: 'an empty answer', behaviour: { empty: true }, evidence: Evidence.REPORTED },
  ])('$name is bad output, and never free by guess', async ({ behaviour, evidence }) => {
    const attemptId = randomUUID();
    const { report } = await askEither(harness, { provider, attemptId, behaviour }, isStream);
    expect(report).toMatchObject({ outcome: AttemptOutcome.FAILED, failure: { errorClass: ErrorClass.BAD_OUTPUT }, evidence });
    expect(factOf(harness, attemptId).evidence).toBe(evidence);
    if (evidence === Evidence.BOUND) expect(report.usage).toBeUndefined();
  });

  it('without a usage block the amounts are unknown, not zero', async () => {
    const attemptId = randomUUID();
    const { report } = await askEither(harness, { provider, attemptId, behaviour: { usage_missing: true } }, isStream);
    expect(report).toMatchObject({ outcome: AttemptOutcome.SUCCEEDED, evidence: Evidence.BOUND });
    expect(report.usage).toBeUndefined();
    expect(factOf(harness, attemptId)).toMatchObject({ evidence: Evidence.BOUND, rawUsageJson: '' });
    expect(factOf(harness, attemptId).usage).toBeUndefined();
  });

  it('a reset before the answer is a broken network at the bound', async () => {
    const { report } = await askEither(harness, { provider, behaviour: { reset: true } }, isStream);
    expect(report).toMatchObject({ outcome: AttemptOutcome.FAILED, failure: { errorClass: ErrorClass.NETWORK }, evidence: Evidence.BOUND, sent: true });
  });

  it('the total timer fires on a call that hangs', async () => {
    const { report } = await askEither(harness, { provider, behaviour: { hang: true }, timers: { totalMs: 80n } }, isStream);
    expect(report).toMatchObject({ outcome: AttemptOutcome.TIMED_OUT, failure: { errorClass: ErrorClass.TIMEOUT, timer: 'total' }, evidence: Evidence.BOUND });
    await until(async () => (await inflight(harness)) === 0);
  });

  it.each([
    { raw: 'content_filter', expected: known.get(provider)!.filtered ?? 'unknown' },
    { raw: 'brand_new', expected: 'unknown' },
  ])('finish reason $raw is not a complete answer', async ({ raw, expected }) => {
    const { report } = await askEither(harness, { provider, behaviour: { finish_reason: raw } }, isStream);
    expect(report).toMatchObject({ outcome: AttemptOutcome.INCOMPLETE, finishReason: { unified: expected }, evidence: Evidence.REPORTED });
  });
});
