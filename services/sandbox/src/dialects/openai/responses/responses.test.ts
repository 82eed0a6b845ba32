// Goal: the official SDK reads from our wire what we meant, and the bill says what the usage says.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import type { FunctionTool, ResponseInput, ResponseStreamEvent } from 'openai/resources/responses/responses';

import type { Sandbox } from '../../../start-sandbox.js';
import { directive, readBill, startTestSandbox } from '../../../testing/harness.js';

let sandbox: Sandbox;
let client: OpenAI;
beforeAll(async () => {
  sandbox = await startTestSandbox({ ports: [{ name: 'openai', dialect: 'openai', port: 0 }, { name: 'azure', dialect: 'azure', port: 0 }] });
  client = new OpenAI({ apiKey: 'sk-test', baseURL: sandbox.baseUrls['openai'], maxRetries: 0 });
});
afterAll(() => sandbox.close());

const model = 'gpt-4.1-mini';
const thinker = 'gpt-5-mini';
const weather: FunctionTool = {
  type: 'function', name: 'get_weather', strict: true,
  parameters: { type: 'object', properties: { city: { type: 'string' }, days: { type: 'integer', minimum: 1, maximum: 3 } }, required: ['city', 'days'], additionalProperties: false },
};

async function eventsOf(asked: Omit<OpenAI.Responses.ResponseCreateParamsStreaming, 'stream'>): Promise<ResponseStreamEvent[]> {
  const events: ResponseStreamEvent[] = [];
  for await (const event of await client.responses.create({ ...asked, stream: true })) events.push(event);
  return events;
}

/** Each kind of event once for as long as it lasts. */
function kindsOf(events: readonly ResponseStreamEvent[]): string[] {
  return events.map(({ type }) => type).filter((type, index, all) => type !== all[index - 1]);
}

describe('responses', () => {
  it('answers plainly, with the usage that stands on the bill', async () => {
    const text = directive({ text: 'héllo' });
    const { data, request_id } = await client.responses.create({ model, input: text, instructions: 'Be kind.', store: false, metadata: { of: 'tests' } }).withResponse();
    expect(request_id).toMatch(/^req_/);
    expect(data).toMatchObject({ object: 'response', status: 'completed', error: null, incomplete_details: null, instructions: 'Be kind.', store: false, metadata: { of: 'tests' }, output_text: 'héllo' });
    expect(data.output).toEqual([{ id: expect.stringMatching(/^msg_/), type: 'message', status: 'completed', role: 'assistant', content: [{ type: 'output_text', annotations: [], logprobs: [], text: 'héllo' }] }]);
    // 4 for the message and 4 for the instructions, and a token for every four bytes begun of each.
    const input = 4 + Math.ceil(Buffer.byteLength(text) / 4) + 4 + 2;
    expect(data.usage).toEqual({ input_tokens: input, input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 }, output_tokens: 2, output_tokens_details: { reasoning_tokens: 0 }, total_tokens: input + 2 });
    expect((await readBill(sandbox)).entries.at(-1)).toMatchObject({ provider: 'openai', model, usage: { input_tokens: input, output_tokens: 2 }, cost_picousd: String(input * 400_000 + 2 * 1_600_000) });
  });

  it('streams the same in numbered events, in the order of the vendor', async () => {
    const text = 'Zwölf 🚂 fahren nach 東京. '.repeat(20);
    const events = await eventsOf({ model, input: directive({ text }) });
    expect(events.map(({ sequence_number }) => sequence_number)).toEqual(events.map((_, index) => index));
    expect(kindsOf(events)).toEqual([
      'response.created', 'response.in_progress', 'response.output_item.added', 'response.content_part.added', 'response.output_text.delta', 'response.output_text.done', 'response.content_part.done',
      'response.output_item.done', 'response.completed',
    ]);
    const deltas = events.flatMap((event) => (event.type === 'response.output_text.delta' ? [event.delta] : []));
    expect(deltas.join('')).toBe(text);
    // Nobody counts tokens by counting events.
    expect(deltas.length).toBeLessThan(text.length / 4);
    expect(events.at(-1)).toMatchObject({ response: { status: 'completed', usage: { output_tokens: Math.ceil(Buffer.byteLength(text) / 4) } } });
    expect(events[0]).toMatchObject({ response: { status: 'in_progress', output: [], usage: null } });
  });

  it('is read by the helper of the SDK, thoughts, words and calls in one', async () => {
    const tool_calls = [{ name: 'get_weather', arguments: { city: 'Oslo', days: 1 } }, { name: 'get_weather', arguments: { city: 'Рим', days: 2 } }];
    const input = directive({ reasoning: 'Two cities, two calls.', text: 'One moment.', tool_calls });
    const whole = await client.responses.stream({ model: thinker, input, tools: [weather], reasoning: { effort: 'low', summary: 'auto' } }).finalResponse();
    expect(whole.output.map(({ type }) => type)).toEqual(['reasoning', 'message', 'function_call', 'function_call']);
    expect(whole.output[0]).toMatchObject({ id: expect.stringMatching(/^rs_/), summary: [{ type: 'summary_text', text: 'Two cities, two calls.' }] });
    expect(whole.output_text).toBe('One moment.');
    expect(whole.output.flatMap((item) => (item.type === 'function_call' ? [JSON.parse(item.arguments)] : []))).toEqual(tool_calls.map((call) => call.arguments));
    expect(whole.usage).toMatchObject({ output_tokens_details: { reasoning_tokens: 6 } });
  });

  it.each([false, true])('calls a function that is forced, with arguments that fit its schema (streamed: %s)', async (isStream) => {
    const asked = { model, input: 'weather?', tools: [weather], tool_choice: { type: 'function' as const, name: 'get_weather' } };
    const { output, status } = isStream ? await client.responses.stream(asked).finalResponse() : await client.responses.create(asked);
    expect(status).toBe('completed');
    const [call] = output;
    if (call?.type !== 'function_call') throw new Error('not a call');
    expect(call).toMatchObject({ id: expect.stringMatching(/^fc_/), call_id: expect.stringMatching(/^call_/), name: 'get_weather', status: 'completed' });
    expect(JSON.parse(call.arguments)).toEqual({ city: expect.any(String), days: expect.any(Number) });
  });

  it('parses an answer that fits a schema', async () => {
    const schema = { type: 'object', properties: { age: { type: 'integer', minimum: 30, maximum: 30 } }, required: ['age'], additionalProperties: false };
    const { output_text, text } = await client.responses.parse({ model, input: 'who?', text: { format: { type: 'json_schema', name: 'person', strict: true, schema } } });
    expect(JSON.parse(output_text)).toEqual({ age: 30 });
    expect(text).toMatchObject({ format: { type: 'json_schema', name: 'person', strict: true, schema } });
  });

  it.each([
    { name: 'at the cap', asked: { max_output_tokens: 16 }, behaviour: { output_tokens: 50 }, status: 'incomplete', details: { reason: 'max_output_tokens' }, tokens: 16 },
    { name: 'by a filter', asked: {}, behaviour: { output_tokens: 5, finish_reason: 'content_filter' }, status: 'incomplete', details: { reason: 'content_filter' }, tokens: 5 },
    { name: 'for a raw reason', asked: {}, behaviour: { output_tokens: 5, finish_reason: 'steered' }, status: 'incomplete', details: { reason: 'steered' }, tokens: 5 },
    { name: 'because it failed', asked: {}, behaviour: { output_tokens: 5, finish_reason: 'failed' }, status: 'failed', details: null, tokens: 5 },
  ])('ends $name, plain as streamed', async ({ asked, behaviour, status, details, tokens }) => {
    const body = { model, input: directive(behaviour), ...asked };
    const events = await eventsOf(body);
    expect(events.at(-1)).toMatchObject({ type: `response.${status}` });
    for (const response of [await client.responses.create(body), (events.at(-1) as { response: object }).response]) {
      expect(response).toMatchObject({ status, incomplete_details: details, output: [{ status: 'incomplete' }], usage: { output_tokens: tokens }, error: status === 'failed' ? { code: 'server_error' } : null });
    }
  });

  it.each([false, true])('refuses in a part of its own (streamed: %s)', async (isStream) => {
    const asked = { model, input: directive({ text: 'I will not.', finish_reason: 'refusal' }) };
    const { output, status, output_text } = isStream ? await client.responses.stream(asked).finalResponse() : await client.responses.create(asked);
    expect({ status, output_text }).toEqual({ status: 'completed', output_text: '' });
    expect(output).toMatchObject([{ type: 'message', content: [{ type: 'refusal', refusal: 'I will not.' }] }]);
  });

  it('bills every class that it was told to, the thoughts of a thinking model among them', async () => {
    const usage = { input_tokens: 1_000, cached_input_tokens: 600, output_tokens: 100, reasoning_tokens: 90 };
    const answer = await client.responses.create({ model: thinker, input: directive({ usage }) });
    expect(answer.usage).toMatchObject({ input_tokens: 1_000, input_tokens_details: { cached_tokens: 600 }, output_tokens: 100, output_tokens_details: { reasoning_tokens: 90 } });
    expect(answer.output[0]).toMatchObject({ type: 'reasoning', summary: [] });
    expect((await readBill(sandbox)).entries.at(-1)?.cost_picousd).toBe(String(400 * 250_000 + 600 * 25_000 + 100 * 2_000_000));
  });

  it('is spoken by Azure too, where it needs its version or the path of its own', async () => {
    const azure = new OpenAI({ apiKey: 'key', baseURL: `${sandbox.addresses['azure']}/openai/v1`, maxRetries: 0 });
    expect(await azure.responses.create({ model, input: directive({ text: 'hi' }) })).toMatchObject({ output_text: 'hi', content_filters: null });
    await expect(azure.responses.create({ model: 'gpt-9', input: 'hi' })).rejects.toMatchObject({ status: 404, code: 'DeploymentNotFound' });
    const dated = new OpenAI({ apiKey: 'key', baseURL: `${sandbox.addresses['azure']}/openai`, defaultQuery: { 'api-version': '2025-04-01-preview' }, maxRetries: 0 });
    expect((await dated.responses.create({ model, input: directive({ text: 'hi' }) })).output_text).toBe('hi');
  });
});

describe('a conversation goes on', () => {
  const asked = { role: 'user' as const, content: directive({ reasoning: 'I need the weather.', tool_calls: [{ name: 'get_weather', arguments: { city: 'Bern', days: 1 } }] }) };
  const terms = { model: thinker, tools: [weather], store: false, include: ['reasoning.encrypted_content' as const] };

  async function begin(isStream: boolean): Promise<ResponseInput> {
    const body = { ...terms, input: [asked] };
    // The helper of the SDK adds what it parsed, which the vendor refuses.
    const last = isStream ? (await eventsOf(body)).at(-1) : undefined;
    const { output } = last?.type === 'response.completed' ? last.response : await client.responses.create(body);
    const [callId = ''] = output.flatMap((item) => (item.type === 'function_call' ? [item.call_id] : []));
    return [asked, ...output, { type: 'function_call_output', call_id: callId, output: 'Rain.' }] as ResponseInput;
  }

  it.each([false, true])('with its thoughts and the output of its call (streamed: %s)', async (isStream) => {
    const input = await begin(isStream);
    expect(input[1]).toMatchObject({ type: 'reasoning', encrypted_content: expect.stringMatching(/^gAAAA/) });
    const answer = await client.responses.create({ ...terms, input: [...input, { role: 'user', content: [{ type: 'input_text', text: directive({ text: 'Take a coat.' }) }] }] });
    expect(answer.output_text).toBe('Take a coat.');
  });

  it.each([
    { name: 'thoughts that were changed', change: (input: any[]) => [input[0], { ...input[1], encrypted_content: `${input[1].encrypted_content}x` }, ...input.slice(2)], status: 400, error: { code: 'invalid_encrypted_content' } },
    { name: 'thoughts that are not sealed', change: (input: any[]) => [input[0], { ...input[1], encrypted_content: undefined }, ...input.slice(2)], status: 404, error: { param: 'input', message: expect.stringContaining('Items are not persisted') } },
    { name: 'thoughts and nothing after them', change: (input: any[]) => input.slice(0, 2), status: 400, error: { message: expect.stringContaining('without its required following item') } },
    { name: 'a call without its output', change: (input: any[]) => input.slice(0, 3), status: 400, error: { param: 'input', message: expect.stringContaining('No tool output found') } },
    { name: 'an output without its call', change: (input: any[]) => [input[0], input[3]], status: 400, error: { param: 'input', message: expect.stringContaining('No tool call found') } },
    { name: 'a call with the id of another item', change: (input: any[]) => input.map((item) => (item.type === 'function_call' ? { ...item, id: 'call_1' } : item)), status: 400, error: { param: 'input[2].id', code: 'invalid_value' } },
  ])('but not with $name', async ({ change, status, error }) => {
    await expect(client.responses.create({ ...terms, input: change((await begin(false)) as any[]) as ResponseInput })).rejects.toMatchObject({ status, ...error });
  });
});
