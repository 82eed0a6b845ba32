// Goal: a program written for the responses API works by changing the base URL, whatever model answers, as long as nothing is to be kept.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import OpenAI, { APIError, BadRequestError } from 'openai';
import { zodTextFormat } from 'openai/helpers/zod';
import type { FunctionTool, ResponseCreateParamsNonStreaming, ResponseStreamEvent } from 'openai/resources/responses/responses';
import { z } from 'zod';
import { Role } from '@switchyard/proto/common/v1/chat';
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { catalogOf } from '../../../testing/catalog.js';
import { goodKey, openDoors, type Doors } from '../../../testing/doors.js';
import { eventually } from '../../../testing/eventually.js';
import { World, type Act } from '../../../testing/world.js';

const capabilities = ['text_generation', 'streaming', 'functions', 'vision'];
const catalog = catalogOf([{ name: 'a', fallbacks: ['b'], capabilities, row: { inputTypes: ['text', 'image', 'document'] } }, { name: 'b', capabilities }]);
const weather: FunctionTool = { type: 'function', name: 'weather', description: 'now', strict: true, parameters: { type: 'object', properties: { city: { type: 'string' } } } };
const called: Act = { kind: 'answer', finish: 'tool_calls', text: 'let me look', reasoning: [{ text: 'hm hm', signature: 'sig-1' }], toolCalls: [{ id: 'call_1', name: 'weather', argumentsJson: '{"city":"Oslo"}' }, { id: 'call_2', name: 'weather', argumentsJson: '{"city":"Rome"}' }] };
const ask = <T extends object>(over: T = {} as T) => ({ model: 'a', input: 'hello', ...over });

let acts: Act[];
let world: World;
let doors: Doors;
let openai: OpenAI;
beforeEach(async () => {
  acts = [{ kind: 'answer', text: 'one two three' }];
  world = new World({ script: (_call, index) => acts[Math.min(index, acts.length - 1)] as Act });
  doors = await openDoors(world, catalog);
  openai = new OpenAI({ baseURL: `${doors.http}/v1`, apiKey: goodKey });
});
afterEach(() => doors.close());

const sent = () => world.calls.at(-1)?.chat;

async function raised(promise: PromiseLike<unknown>): Promise<APIError> {
  return Promise.resolve(promise).then(
    () => Promise.reject(new Error('the call succeeded')),
    (error: unknown) => error as APIError,
  );
}

describe('a plain response', () => {
  it('has its text, usage and status, and is not kept', async () => {
    const { data, response } = await openai.responses.create(ask({ instructions: 'be brief', metadata: { team: 'red' }, temperature: 0.5 }), { headers: { 'x-switchyard-story': 'body' } }).withResponse();
    expect(data).toMatchObject({
      object: 'response', status: 'completed', model: 'a', output_text: 'one two three', error: null, incomplete_details: null, store: false, previous_response_id: null,
      instructions: 'be brief', metadata: { team: 'red' }, temperature: 0.5, output: [{ type: 'message', role: 'assistant', status: 'completed', content: [{ type: 'output_text', text: 'one two three', annotations: [] }] }],
      usage: { input_tokens: 100, output_tokens: 50, total_tokens: 150 }, switchyard: { cost_usd: '0.0002' },
    });
    expect(data.id).toBe(`resp_${response.headers.get('x-request-id')}`);
    expect(response.headers.get('x-switchyard-route')).toBe('a/a/-/a-0');
    expect(world.calls[0]?.terms?.payer?.labels).toEqual({ team: 'red' });
    expect(sent()?.messages).toMatchObject([{ role: Role.SYSTEM, parts: [{ content: { value: 'be brief' } }] }, { role: Role.USER, parts: [{ content: { value: 'hello' } }] }]);
  });

  it.each([{ finish: 'length', reason: 'max_output_tokens' }, { finish: 'content_filter', reason: 'content_filter' }, { finish: 'refusal', reason: 'content_filter' }, { finish: 'unknown', reason: 'max_output_tokens' }])('that ended by $finish is incomplete', async ({ finish, reason }) => {
    acts = [{ kind: 'answer', finish }];
    expect(await openai.responses.create(ask())).toMatchObject({ status: 'incomplete', incomplete_details: { reason } });
  });

  it('with calls and reasoning takes them back, each call in one turn with the other', async () => {
    acts = [called];
    const first = await openai.responses.create(ask({ tools: [weather], tool_choice: 'required' as const, parallel_tool_calls: true, reasoning: { effort: 'low' as const, summary: 'auto' as const }, include: ['reasoning.encrypted_content' as const], store: false }));
    expect(first.output).toMatchObject([
      { type: 'reasoning', summary: [{ type: 'summary_text', text: 'hm hm' }], encrypted_content: 'signature:sig-1' },
      { type: 'message', content: [{ text: 'let me look' }] },
      { type: 'function_call', call_id: 'call_1', name: 'weather', arguments: '{"city":"Oslo"}', status: 'completed' },
      { type: 'function_call', call_id: 'call_2' },
    ]);
    expect(sent()?.parameters).toMatchObject({ reasoningEffort: 'low', toolChoice: { mode: 'required', parallel: true }, tools: [{ name: 'weather', strict: true, parametersJson: JSON.stringify(weather.parameters) }] });
    acts = [{ kind: 'answer' }];
    await openai.responses.create(ask({ input: [{ role: 'user', content: 'hello' }, ...first.output, { type: 'function_call_output', call_id: 'call_1', output: 'rain' }, { type: 'function_call_output', call_id: 'call_2', output: [{ type: 'input_text', text: 'sun' }] }] as never }));
    expect(sent()?.messages).toMatchObject([
      { role: Role.USER },
      { role: Role.ASSISTANT, parts: [{ content: { case: 'reasoning', value: { text: 'hm hm', signature: 'sig-1' } } }, { content: { case: 'text', value: 'let me look' } }, { content: { case: 'toolCall', value: { id: 'call_1' } } }, { content: { case: 'toolCall', value: { id: 'call_2' } } }] },
      { role: Role.TOOL, parts: [{ content: { value: { toolCallId: 'call_1', parts: [{ content: { value: 'rain' } }] } } }] },
      { role: Role.TOOL, parts: [{ content: { value: { toolCallId: 'call_2', parts: [{ content: { value: 'sun' } }] } } }] },
    ]);
  });

  it('is asked with pictures, files and roles', async () => {
    await openai.responses.create(ask({ input: [{ role: 'developer', content: 'be brief' }, { role: 'user', content: [{ type: 'input_text', text: 'what' }, { type: 'input_image', image_url: 'data:image/png;base64,AAAA', detail: 'low' }, { type: 'input_file', file_data: 'data:application/pdf;base64,AAAA', filename: 'a.pdf' }] }] as never }));
    expect(sent()?.messages).toMatchObject([
      { role: Role.SYSTEM },
      { role: Role.USER, parts: [{ content: { value: 'what' } }, { content: { case: 'image', value: { detail: 'low', source: { value: 'data:image/png;base64,AAAA' } } } }, { content: { case: 'document', value: { filename: 'a.pdf' } } }] },
    ]);
  });

  it('is parsed by the helper', async () => {
    acts = [{ kind: 'answer', text: '{"city":"Oslo"}' }];
    const parsed = await openai.responses.parse(ask({ text: { format: zodTextFormat(z.object({ city: z.string() }), 'place', { description: 'a place' }) } }));
    expect(parsed.output_parsed).toEqual({ city: 'Oslo' });
    expect(sent()?.parameters?.responseFormat).toMatchObject({ type: 'json_schema', name: 'place', strict: true });
    expect(JSON.parse(sent()?.parameters?.responseFormat?.schemaJson ?? '')).toMatchObject({ description: 'a place', required: ['city'] });
  });
});

describe('a streamed response', () => {
  it('has all its events in order, numbered', async () => {
    acts = [called];
    const events: ResponseStreamEvent[] = [];
    for await (const event of await openai.responses.create(ask({ stream: true as const, tools: [weather] }))) events.push(event);
    expect(events.map(({ type }) => type.replace('response.', ''))).toEqual([
      'created', 'in_progress',
      'output_item.added', 'reasoning_summary_part.added', 'reasoning_summary_text.delta', 'reasoning_summary_text.delta', 'reasoning_summary_text.done', 'reasoning_summary_part.done', 'output_item.done',
      'output_item.added', 'content_part.added', 'output_text.delta', 'output_text.delta', 'output_text.delta', 'output_text.done', 'content_part.done', 'output_item.done',
      'output_item.added', 'function_call_arguments.delta', 'function_call_arguments.delta', 'function_call_arguments.done', 'output_item.done',
      'output_item.added', 'function_call_arguments.delta', 'function_call_arguments.delta', 'function_call_arguments.done', 'output_item.done',
      'completed',
    ]);
    expect(events.map((event) => event.sequence_number)).toEqual(events.map((_event, index) => index));
    expect(events.flatMap((event) => (event.type === 'response.output_item.done' ? [event.output_index] : []))).toEqual([0, 1, 2, 3]);
    const plain = await openai.responses.create(ask({ tools: [weather] }));
    const last = events.at(-1) as { response: typeof plain };
    const withoutIds = (output: readonly object[]) => output.map((item) => ({ ...item, id: undefined }));
    expect(withoutIds(last.response.output)).toEqual(withoutIds(plain.output));
    expect(last.response).toMatchObject({ status: 'completed', usage: { total_tokens: 150 }, tools: [{ name: 'weather' }] });
  });

  it('is folded by the helper', async () => {
    acts = [called];
    const stream = openai.responses.stream(ask({ tools: [weather] }));
    const words: string[] = [];
    stream.on('response.output_text.delta', ({ delta }) => words.push(delta));
    const final = await stream.finalResponse();
    expect(final).toMatchObject({ status: 'completed', output_text: 'let me look', output: [{ type: 'reasoning' }, { type: 'message' }, { type: 'function_call', arguments: '{"city":"Oslo"}' }, { call_id: 'call_2' }] });
    expect(words.join('')).toBe('let me look');
  });

  it.each([
    { name: 'a message', act: { kind: 'answer', text: 'one two', finish: 'length' } as Act, statuses: ['incomplete'] },
    { name: 'a call, after a whole message', act: { ...called, reasoning: [], finish: 'length' } as Act, statuses: ['completed', 'completed', 'incomplete'] },
    { name: 'a message that the filter cut', act: { kind: 'answer', text: 'one two', finish: 'content_filter' } as Act, statuses: ['incomplete'] },
  ])('that was cut in $name calls that item incomplete, as the plain answer does, and no other', async ({ act, statuses }) => {
    acts = [act, act];
    const statusOf = (item: object): unknown => (item as { status?: unknown }).status;
    const done: unknown[] = [];
    let last: ResponseStreamEvent | undefined;
    for await (const event of await openai.responses.create(ask({ stream: true as const, tools: [weather] }))) {
      if (event.type === 'response.output_item.done') done.push(statusOf(event.item));
      last = event;
    }
    expect(done).toEqual(statuses);
    expect(last?.type === 'response.incomplete' ? last.response.output.map(statusOf) : last).toEqual(statuses);
    expect((await openai.responses.create(ask({ tools: [weather] }))).output.map(statusOf)).toEqual(statuses);
  });

  it('that ended early says so', async () => {
    acts = [{ kind: 'answer', text: '', finish: 'length' }];
    const types: string[] = [];
    for await (const { type } of await openai.responses.create(ask({ stream: true as const }))) types.push(type);
    expect(types.at(-1)).toBe('response.incomplete');
  });

  it.each([
    { name: 'cuts it', act: { kind: 'fail', errorClass: ErrorClass.NETWORK, afterText: 'half an' } as Act },
    { name: 'is lost', act: { kind: 'lost', afterText: 'half an' } as Act },
  ])('ends as an error and never as completed when the provider $name', async ({ act }) => {
    acts = [act];
    const types: string[] = [];
    const error = await raised((async () => {
      for await (const event of await openai.responses.create(ask({ stream: true as const }))) {
        types.push(event.type);
        if (event.type === 'response.failed') expect(event.response).toMatchObject({ status: 'failed', error: { code: 'server_error' }, output: [{ status: 'incomplete', content: [{ text: 'half an' }] }] });
      }
    })());
    expect(error).toBeInstanceOf(APIError);
    expect(error).toMatchObject({ code: 'truncated' });
    expect(types.at(-1)).toBe('response.failed');
    expect(types).not.toContain('response.completed');
    expect((await raised(openai.responses.stream(ask()).finalResponse())).message).toContain('broke off');
  });
});

it.each([{ stream: false }, { stream: true, afterText: 'some words' }])('a caller that hangs up frees the call within 200 ms (stream: $stream)', async ({ stream, afterText }) => {
  acts = [{ kind: 'hang', ...(afterText === undefined ? {} : { afterText }) }];
  const gone = new AbortController();
  const answer = openai.responses.create(ask({ stream }) as ResponseCreateParamsNonStreaming, { signal: gone.signal, maxRetries: 0 }) as Promise<unknown>;
  const reading = answer.then(async (value) => { if (stream) for await (const _event of value as AsyncIterable<unknown>); }).catch(() => {});
  await eventually(() => world.calls.length === 1);
  if (stream) await answer;
  const leftAtMs = performance.now();
  gone.abort();
  await eventually(() => world.abortedAtMs.length === 1 && world.facts.length === 1);
  expect((world.abortedAtMs[0] ?? Infinity) - leftAtMs).toBeLessThan(200);
  await reading;
});

describe('an error', () => {
  it.each([
    { name: 'an answer that is to be kept', over: { store: true }, param: 'store' },
    { name: 'an earlier answer', over: { previous_response_id: 'resp_1' }, param: 'previous_response_id' },
    { name: 'a conversation', over: { conversation: 'conv_1' }, param: 'conversation' },
    { name: 'a stored prompt', over: { prompt: { id: 'p' } }, param: 'prompt' },
    { name: 'an answer in the background', over: { background: true }, param: 'background' },
    { name: 'a tool that the vendor runs', over: { tools: [{ type: 'web_search' }] }, param: 'tools[0].type' },
    { name: 'a reference to a kept item', over: { input: [{ type: 'item_reference', id: 'x' }] }, param: 'input[0].type' },
    { name: 'no input', over: { input: '' }, param: 'input' },
    { name: 'an empty message', over: { instructions: 'x', input: [{ role: 'user', content: 'x' }, { role: 'user', content: '' }] }, param: 'input[1].content' },
    { name: 'a call that is no JSON', over: { input: [{ role: 'user', content: 'x' }, { type: 'reasoning', summary: [] }, { type: 'function_call', call_id: 'c', name: 'f', arguments: '{' }] }, param: 'input[2].arguments' },
    { name: 'an output of no call', over: { input: [{ role: 'user', content: 'x' }, { type: 'function_call_output', output: 'x' }] }, param: 'input[1].call_id' },
    { name: 'reasoning of another making', over: { input: [{ type: 'reasoning', summary: [], encrypted_content: 'gAAA' }] }, param: 'input[0].encrypted_content' },
    { name: 'a member of a refusal that nobody knows', over: { input: [{ role: 'assistant', content: [{ type: 'refusal', refusal: 'no', why: 'x' }] }] }, param: 'input[0].content[0].why' },
    { name: 'an unknown part', over: { input: [{ role: 'user', content: [{ type: 'smell' }] }] }, param: 'input[0].content[0].type' },
    { name: 'a cap', over: { max_output_tokens: -1 }, param: 'max_output_tokens' },
    { name: 'an effort nobody has', over: { reasoning: { effort: 'heroic' } }, param: 'reasoning.effort' },
    { name: 'more than that is included', over: { include: ['message.output_text.logprobs'] }, param: 'include[0]' },
    { name: 'verbosity', over: { text: { verbosity: 'low' } }, param: 'text.verbosity' },
    { name: 'a tier', over: { service_tier: 'priority' }, param: 'service_tier' },
    { name: 'a prompt that is cut silently', over: { truncation: 'auto' }, param: 'truncation' },
    { name: 'a choice of no tool', over: { tools: [weather], tool_choice: { type: 'function', name: 'other' } }, param: 'tool_choice.name' },
    { name: 'a field nobody knows', over: { inputs: 'x' }, param: 'inputs' },
  ])('of a bad parameter is BadRequestError and names it: $name', async ({ over, param }) => {
    const error = await raised(openai.responses.create(ask(over as object) as ResponseCreateParamsNonStreaming));
    expect(error).toBeInstanceOf(BadRequestError);
    expect(error.param).toBe(param);
    expect(error.message).toContain(param);
    expect(world.calls).toEqual([]);
  });

  it('gives advice in the words of this API', async () => {
    const error = await raised(openai.responses.create(ask(), { headers: { 'x-switchyard-max-cost-usd': '0.000001' } }));
    expect(error.message).toContain('max_output_tokens');
  });
});
