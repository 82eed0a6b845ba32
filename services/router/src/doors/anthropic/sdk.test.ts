// Goal: a program written for Anthropic's SDK works by changing the base URL, whatever model answers, and raises the classes its users catch.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Anthropic, { APIError } from '@anthropic-ai/sdk';
import type { MessageCreateParamsNonStreaming, RawMessageStreamEvent } from '@anthropic-ai/sdk/resources/messages';
import { betaZodTool } from '@anthropic-ai/sdk/helpers/beta/zod';
import { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod';
import { z } from 'zod';
import { Role } from '@switchyard/proto/common/v1/chat';
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { catalogOf } from '../../testing/catalog.js';
import { goodKey, limitedKey, openDoors, type Doors } from '../../testing/doors.js';
import { eventually } from '../../testing/eventually.js';
import { World, type Act } from '../../testing/world.js';

const everything = ['text_generation', 'streaming', 'functions', 'vision', 'documents', 'structured_output'];
const catalog = catalogOf([{ name: 'a', fallbacks: ['b'], capabilities: everything, row: { inputTypes: ['text', 'image', 'document'] } }, { name: 'b', capabilities: everything }, { name: 'meta/llama-3:free' }], { chain: ['b'] });
const weather = { name: 'weather', description: 'now', input_schema: { type: 'object' as const, properties: { city: { type: 'string' } } } };
const called: Act = { kind: 'answer', finish: 'tool_calls', toolCalls: [{ id: 'call_1', name: 'weather', argumentsJson: '{"city":"Oslo"}' }, { id: 'call_2', name: 'weather', argumentsJson: '{"city":"Rome"}' }] };
const thought: Act = { kind: 'answer', text: 'so it is', reasoning: [{ text: 'let me see', signature: 'sig-1' }, { redacted: Buffer.from('cipher==') }] };
const ask = <T extends object>(over: T = {} as T) => ({ model: 'a', max_tokens: 100, messages: [{ role: 'user' as const, content: 'hello' }], ...over });

let acts: Act[];
let world: World;
let doors: Doors;
let anthropic: Anthropic;
beforeEach(async () => {
  acts = [{ kind: 'answer', text: 'one two three' }];
  world = new World({ script: (_call, index) => acts[Math.min(index, acts.length - 1)] as Act });
  doors = await openDoors(world, catalog);
  anthropic = sdk();
});
afterEach(() => doors.close());

/** maxRetries as the SDK has it, so that a test sees whether it would try again. */
const sdk = (over: object = {}): Anthropic => new Anthropic({ baseURL: doors.http, apiKey: goodKey, ...over });
const sent = () => world.calls.at(-1)?.chat;

async function raised(promise: PromiseLike<unknown>): Promise<APIError> {
  return Promise.resolve(promise).then(
    () => Promise.reject(new Error('the call succeeded')),
    (error: unknown) => error as APIError,
  );
}

describe('a plain message', () => {
  it('has its content, usage, stop reason, and the story in headers', async () => {
    const { data, response, request_id: requestId } = await anthropic.messages.create(ask()).withResponse();
    expect(data).toMatchObject({ type: 'message', role: 'assistant', model: 'a', content: [{ type: 'text', text: 'one two three' }], stop_reason: 'end_turn', stop_sequence: null });
    expect(data.usage).toMatchObject({ input_tokens: 100, output_tokens: 50, cache_read_input_tokens: null });
    expect(data.id).toBe(`msg_${requestId}`);
    expect(world.facts).toMatchObject([{ requestId, door: 'anthropic' }]);
    expect(Object.fromEntries(response.headers)).toMatchObject({ 'x-switchyard-model': 'a', 'x-switchyard-provider': 'a', 'x-switchyard-route': 'a/a/-/a-0', 'x-switchyard-attempts': '1', 'x-switchyard-cost-usd': '0.0002' });
    expect(data).not.toHaveProperty('switchyard');
  });

  it('tells its story in the body where it is asked to', async () => {
    const data = await anthropic.messages.create(ask(), { headers: { 'x-switchyard-story': 'body' } });
    expect(data).toMatchObject({ switchyard: { provider: 'a', route: 'a/a/-/a-0', attempts: 1, cost_usd: '0.0002', complete: true } });
  });

  it('counts what a cache had beside the rest of the input', async () => {
    acts = [{ kind: 'answer', usage: { meters: { input: 60n, cached_input: 30n, cache_write_1h: 10n, output: 50n, reasoning: 20n }, inputTokens: 100n, cachedInputTokens: 30n, cacheWriteTokens: 10n, outputTokens: 70n, reasoningTokens: 20n } }];
    expect((await anthropic.messages.create(ask())).usage).toMatchObject({
      input_tokens: 60, cache_read_input_tokens: 30, cache_creation_input_tokens: 10, cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 10 }, output_tokens: 70, output_tokens_details: { thinking_tokens: 20 },
    });
  });

  it('never says zero for what the provider did not count', async () => {
    acts = [{ kind: 'answer', usage: { meters: {} } }];
    expect((await anthropic.messages.create(ask())).usage).toMatchObject({ input_tokens: null, output_tokens: null });
  });

  it.each([
    { finish: 'length', word: 'max_tokens' },
    { finish: 'content_filter', word: 'refusal' },
    { finish: 'refusal', word: 'refusal' },
    { finish: 'pause', word: 'pause_turn' },
    { finish: 'unknown', word: 'max_tokens' },
  ])('that ended by $finish is never called the end of a turn', async ({ finish, word }) => {
    acts = [{ kind: 'answer', finish }];
    expect((await anthropic.messages.create(ask())).stop_reason).toBe(word);
  });

  it('with thinking gives it, its signature and what only its provider can read, and takes them back as they were', async () => {
    acts = [thought];
    const { content } = await anthropic.messages.create(ask({ thinking: { type: 'enabled', budget_tokens: 50 } }));
    expect(content).toMatchObject([{ type: 'thinking', thinking: 'let me see', signature: 'sig-1' }, { type: 'redacted_thinking', data: 'cipher==' }, { type: 'text', text: 'so it is' }]);
    await anthropic.messages.create(ask({ messages: [{ role: 'user', content: 'hello' }, { role: 'assistant', content }, { role: 'user', content: 'and?' }] }));
    expect(sent()?.messages[1]?.parts).toMatchObject([
      { content: { case: 'reasoning', value: { text: 'let me see', signature: 'sig-1' } } },
      { content: { case: 'reasoning', value: { redacted: new Uint8Array(Buffer.from('cipher==')) } } },
      { content: { case: 'text', value: 'so it is' } },
    ]);
  });

  it('sends on what was asked', async () => {
    await anthropic.messages.create({
      ...ask({ model: 'a' }),
      system: [{ type: 'text', text: 'be brief', cache_control: { type: 'ephemeral', ttl: '1h' } }],
      messages: [
        { role: 'user', content: [{ type: 'text', text: 'what is it' }, { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } }, { type: 'image', source: { type: 'url', url: 'https://x.test/a.png' } }] },
        { role: 'assistant', content: [{ type: 'tool_use', id: 'call_1', name: 'weather', input: { city: 'Oslo' } }, { type: 'tool_use', id: 'call_2', name: 'weather', input: {} }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'call_1', content: 'rain', cache_control: { type: 'ephemeral' } }, { type: 'tool_result', tool_use_id: 'call_2', is_error: true, content: [{ type: 'text', text: 'no city' }] }, { type: 'text', text: 'well?' }] },
        { role: 'user', content: [{ type: 'document', title: 'a.pdf', source: { type: 'base64', media_type: 'application/pdf', data: 'JVBE' } }, { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'words' } }] },
      ],
      tools: [{ ...weather, strict: true, cache_control: { type: 'ephemeral', ttl: '5m' } }],
      tool_choice: { type: 'tool', name: 'weather', disable_parallel_tool_use: true },
      stop_sequences: ['END'],
      metadata: { user_id: 'u-1' },
      thinking: { type: 'enabled', budget_tokens: 50, display: 'summarized' },
      output_config: { effort: 'low', format: { type: 'json_schema', schema: { type: 'object' } } },
      temperature: 0.5,
      top_p: 0.9,
    } as MessageCreateParamsNonStreaming);
    expect(sent()?.messages).toMatchObject([
      { role: Role.SYSTEM, parts: [{ content: { case: 'text', value: 'be brief' }, cacheHint: { ttl: '1h' } }] },
      { role: Role.USER, parts: [{ content: { value: 'what is it' } }, { content: { case: 'image', value: { source: { case: 'url', value: 'data:image/png;base64,AAAA' } } } }, { content: { case: 'image', value: { source: { value: 'https://x.test/a.png' } } } }] },
      { role: Role.ASSISTANT, parts: [{ content: { case: 'toolCall', value: { id: 'call_1', name: 'weather', argumentsJson: '{"city":"Oslo"}' } } }, { content: { case: 'toolCall' } }] },
      { role: Role.TOOL, parts: [{ content: { case: 'toolResult', value: { toolCallId: 'call_1', isError: false, parts: [{ content: { value: 'rain' } }] } }, cacheHint: { ttl: '' } }] },
      { role: Role.TOOL, parts: [{ content: { case: 'toolResult', value: { toolCallId: 'call_2', isError: true } } }] },
      { role: Role.USER, parts: [{ content: { value: 'well?' } }] },
      { role: Role.USER, parts: [{ content: { case: 'document', value: { filename: 'a.pdf', source: { value: 'data:application/pdf;base64,JVBE' } } } }, { content: { case: 'document', value: { mediaType: 'text/plain', source: { case: 'data' } } } }] },
    ]);
    expect(sent()?.parameters).toMatchObject({
      maxOutputTokens: 100, temperature: 0.5, topP: 0.9, stop: ['END'], thinkingBudgetTokens: 50, thinkingDisplay: 'summarized', reasoningEffort: 'low',
      tools: [{ name: 'weather', description: 'now', strict: true, cacheHint: { ttl: '5m' }, parametersJson: JSON.stringify(weather.input_schema) }],
      toolChoice: { mode: 'tool', name: 'weather', parallel: false },
      responseFormat: { type: 'json_schema', schemaJson: '{"type":"object"}' },
    });
    expect(world.calls[0]).toMatchObject({ endUser: 'u-1' });
  });

  it('marks its last block for the cache where the whole request is marked', async () => {
    await anthropic.messages.create(ask({ cache_control: { type: 'ephemeral' as const }, thinking: { type: 'adaptive' as const } }));
    expect(sent()?.messages.at(-1)?.parts.at(-1)?.cacheHint).toMatchObject({ ttl: '' });
    expect(sent()?.parameters?.thinking).toBe('adaptive');
    expect(sent()?.parameters?.thinkingBudgetTokens).toBeUndefined();
  });

  it('is answered for a bearer token, a feature, and a model with slashes in its name', async () => {
    expect((await sdk({ apiKey: null, authToken: goodKey }).messages.create(ask({ model: 'feature:photos' }))).model).toBe('b');
    expect((await anthropic.messages.create(ask({ model: 'meta/llama-3:free' }))).model).toBe('meta/llama-3:free');
  });
});

describe('a streamed message', () => {
  const read = async (stream: AsyncIterable<RawMessageStreamEvent>): Promise<RawMessageStreamEvent[]> => {
    const events = [];
    for await (const event of stream) events.push(event);
    return events;
  };

  it('has all its events in order', async () => {
    acts = [{ ...(called as object), ...(thought as object), finish: 'tool_calls' } as Act];
    const { data, response } = await anthropic.messages.create(ask({ stream: true as const, tools: [weather] }), { headers: { 'x-switchyard-story': 'body' } }).withResponse();
    const events = await read(data);
    const word = (event: RawMessageStreamEvent): string => (event.type === 'content_block_start' ? `start ${event.content_block.type}` : event.type === 'content_block_delta' ? event.delta.type : event.type);
    expect(events.map(word)).toEqual([
      'message_start',
      'start thinking', 'thinking_delta', 'thinking_delta', 'thinking_delta', 'signature_delta', 'content_block_stop',
      'start redacted_thinking', 'content_block_stop',
      'start text', 'text_delta', 'text_delta', 'text_delta', 'content_block_stop',
      'start tool_use', 'input_json_delta', 'input_json_delta', 'content_block_stop',
      'start tool_use', 'input_json_delta', 'input_json_delta', 'content_block_stop',
      'message_delta', 'message_stop',
    ]);
    expect(events[0]).toMatchObject({ message: { id: `msg_${response.headers.get('request-id')}`, model: 'a', content: [], stop_reason: null, usage: { input_tokens: expect.any(Number), output_tokens: 0 } } });
    expect(events.at(-2)).toMatchObject({ delta: { stop_reason: 'tool_use' }, usage: { input_tokens: 100, output_tokens: 50 }, switchyard: { cost_usd: '0.0002' } });
    expect(events.flatMap((event) => ('index' in event && event.type === 'content_block_start' ? [event.index] : []))).toEqual([0, 1, 2, 3, 4]);
  });

  it('is folded by the helper into what the plain one is', async () => {
    acts = [{ ...(called as object), ...(thought as object), finish: 'tool_calls' } as Act];
    const plain = await anthropic.messages.create(ask({ tools: [weather] }));
    const stream = anthropic.messages.stream(ask({ tools: [weather] }));
    const words: string[] = [];
    stream.on('text', (text) => words.push(text));
    const final = await stream.finalMessage();
    expect(final).toMatchObject({ content: plain.content, stop_reason: 'tool_use', usage: { input_tokens: 100, output_tokens: 50 } });
    expect(words.join('')).toBe('so it is');
    expect(await anthropic.messages.stream(ask()).finalText()).toBe('so it is');
  });

  it('without a single word still has its beginning, its reason and its end', async () => {
    acts = [{ kind: 'answer', text: '', finish: 'length' }];
    expect(await anthropic.messages.stream(ask()).finalMessage()).toMatchObject({ model: 'a', stop_reason: 'max_tokens' });
  });

  it.each([
    { name: 'cuts it', act: { kind: 'fail', errorClass: ErrorClass.NETWORK, afterText: 'half an' } as Act },
    { name: 'is lost', act: { kind: 'lost', afterText: 'half an' } as Act },
  ])('ends as an error and never as a message when the provider $name', async ({ act }) => {
    acts = [act];
    const error = await raised(anthropic.messages.stream(ask()).finalMessage());
    expect(error).toBeInstanceOf(APIError);
    expect(error).toMatchObject({ type: 'api_error', errorCode: 'truncated' });
    const raw = await fetch(`${doors.http}/v1/messages`, { method: 'POST', headers: { 'x-api-key': goodKey, 'content-type': 'application/json' }, body: JSON.stringify(ask({ stream: true })) });
    const text = await raw.text();
    expect(text).toContain('half');
    expect(text.match(/^event: .*/gm)).toEqual(['message_start', 'ping', 'content_block_start', 'content_block_delta', 'content_block_delta', 'error'].map((type) => `event: ${type}`));
  });

  it('that fails before its first word is an ordinary error with its status', async () => {
    acts = [{ kind: 'fail', errorClass: ErrorClass.CALLER }];
    expect(await raised(anthropic.messages.stream(ask()).finalMessage())).toBeInstanceOf(Anthropic.BadRequestError);
  });
});

describe('helpers', () => {
  it.each([{ stream: false }, { stream: true }])('of the tool runner call the tools and come to an end (stream: $stream)', async ({ stream }) => {
    acts = [called, { kind: 'answer', text: 'rain' }];
    const asked: string[] = [];
    const tool = betaZodTool({ name: 'weather', description: 'now', inputSchema: z.object({ city: z.string() }), run: ({ city }) => { asked.push(city); return `${city}: rain`; } });
    const final = await anthropic.beta.messages.toolRunner({ ...ask(), tools: [tool], stream }).runUntilDone();
    expect(final).toMatchObject({ content: [{ type: 'text', text: 'rain' }], stop_reason: 'end_turn' });
    expect(asked).toEqual(['Oslo', 'Rome']);
    expect(sent()?.messages.map(({ role }) => role)).toEqual([Role.USER, Role.ASSISTANT, Role.TOOL, Role.TOOL]);
  });

  it('parse an answer by its schema', async () => {
    acts = [{ kind: 'answer', text: '{"city":"Oslo"}' }];
    const parsed = await anthropic.messages.parse(ask({ output_config: { format: zodOutputFormat(z.object({ city: z.string() })) } }));
    expect(parsed.parsed_output).toEqual({ city: 'Oslo' });
    expect(JSON.parse(sent()?.parameters?.responseFormat?.schemaJson ?? '{}')).toMatchObject({ type: 'object', required: ['city'] });
  });

  it('count tokens without a call, and say that it is an estimate', async () => {
    const { data, response } = await anthropic.messages.countTokens({ model: 'a', system: 'x'.repeat(40), messages: [{ role: 'user', content: 'y'.repeat(400) }], tools: [weather] }).withResponse();
    expect(data.input_tokens).toBeGreaterThanOrEqual(110);
    expect(data.input_tokens).toBeLessThan(200);
    expect(response.headers.get('x-switchyard-token-count')).toContain('estimate');
    expect(world.calls).toEqual([]);
    expect(await raised(anthropic.messages.countTokens({ model: 'zzz', messages: ask().messages }))).toBeInstanceOf(Anthropic.NotFoundError);
  });
});

describe('the model list', () => {
  const all = ['a', 'b', 'meta/llama-3:free', 'feature:photos'];

  it.each([{ limit: 1 }, { limit: 3 }, { limit: 20 }])('is read page by page to its end ($limit at once)', async ({ limit }) => {
    const seen = [];
    for await (const { id } of anthropic.models.list({ limit })) seen.push(id);
    expect(seen).toEqual(all);
  });

  it('is read backwards too', async () => {
    const page = await anthropic.models.list({ before_id: 'feature:photos', limit: 2 });
    expect(page).toMatchObject({ data: [{ id: 'b' }, { id: 'meta/llama-3:free' }], has_more: true, first_id: 'b', last_id: 'meta/llama-3:free' });
    expect(await page.getNextPage()).toMatchObject({ data: [{ id: 'a' }], has_more: false });
  });

  it('tells of one, and has what the key may use alone', async () => {
    expect(await anthropic.models.retrieve('meta/llama-3:free')).toMatchObject({ type: 'model', id: 'meta/llama-3:free', max_input_tokens: 128_000 });
    expect((await sdk({ apiKey: limitedKey }).models.list()).data.map(({ id }) => id)).toEqual(['b', 'feature:photos']);
    expect(await raised(anthropic.models.retrieve('nobody'))).toBeInstanceOf(Anthropic.NotFoundError);
    expect(await raised(anthropic.models.list({ limit: 0 }))).toMatchObject({ status: 400, message: expect.stringContaining('limit') });
  });

  it("is OpenAI's for who does not say the version of Anthropic's", async () => {
    const headers = { authorization: `Bearer ${goodKey}` };
    expect(await (await fetch(`${doors.http}/v1/models`, { headers })).json()).toMatchObject({ object: 'list' });
    expect(await (await fetch(`${doors.http}/v1/models`, { headers: { ...headers, 'anthropic-version': '2023-06-01' } })).json()).toMatchObject({ has_more: false });
  });
});

describe('a caller that hangs up', () => {
  it.each([{ name: 'while it waits for a plain answer', stream: false }, { name: 'within a stream', stream: true, afterText: 'some words' }])('frees the call within 200 ms: $name', async ({ stream, afterText }) => {
    acts = [{ kind: 'hang', ...(afterText === undefined ? {} : { afterText }) }];
    const gone = new AbortController();
    const answer = anthropic.messages.create(ask({ stream }) as MessageCreateParamsNonStreaming, { signal: gone.signal, maxRetries: 0 }) as Promise<unknown>;
    const reading = answer.then(async (value) => { if (stream) for await (const _event of value as AsyncIterable<unknown>); }).catch(() => {});
    await eventually(() => world.calls.length === 1);
    if (afterText !== undefined) await answer;
    const leftAtMs = performance.now();
    gone.abort();
    await eventually(() => world.abortedAtMs.length === 1 && world.facts.length === 1);
    expect((world.abortedAtMs[0] ?? Infinity) - leftAtMs).toBeLessThan(200);
    await reading;
  });
});

describe('an error', () => {
  it('of an unknown model is NotFoundError and suggests the nearest', async () => {
    const error = await raised(anthropic.messages.create(ask({ model: 'aa' })));
    expect(error).toBeInstanceOf(Anthropic.NotFoundError);
    expect(error).toMatchObject({ status: 404, type: 'not_found_error', requestID: expect.stringMatching(/^[0-9a-f-]{36}$/), errorCode: 'unknown_model' });
    expect(error.error).toMatchObject({ type: 'error', error: { message: expect.stringContaining('"a"') }, request_id: error.requestID });
  });

  it('of a wrong key is AuthenticationError, and of a path that is none NotFoundError', async () => {
    expect(await raised(sdk({ apiKey: 'sy_wrong' }).messages.create(ask()))).toBeInstanceOf(Anthropic.AuthenticationError);
    const response = await fetch(`${doors.http}/v1/messages/batches`, { headers: { 'x-api-key': goodKey } });
    expect([response.status, await response.json()]).toMatchObject([404, { type: 'error', error: { type: 'not_found_error' } }]);
  });

  it.each([
    { name: 'no cap', over: { max_tokens: undefined }, field: 'max_tokens' },
    { name: 'a negative cap', over: { max_tokens: -1 }, field: 'max_tokens' },
    { name: 'half a token', over: { max_tokens: 1.5 }, field: 'max_tokens' },
    { name: 'a temperature', over: { temperature: 3 }, field: 'temperature' },
    { name: 'no messages', over: { messages: [] }, field: 'messages' },
    { name: 'instructions alone', over: { system: 'be brief', messages: [] }, field: 'messages' },
    { name: 'an unknown role', over: { messages: [{ role: 'robot', content: 'x' }] }, field: 'messages[0].role' },
    { name: 'an empty message after several results', over: { messages: [{ role: 'user', content: [{ type: 'tool_result', tool_use_id: 'x' }, { type: 'tool_result', tool_use_id: 'y' }] }, { role: 'assistant', content: '' }] }, field: 'messages[1].content' },
    { name: 'a result of no call', over: { system: 'x', messages: [{ role: 'user', content: [{ type: 'text', text: 'x' }, { type: 'tool_result', tool_use_id: '' }] }] }, field: 'messages[0].content[1].tool_use_id' },
    { name: 'an unknown block', over: { messages: [{ role: 'user', content: [{ type: 'smell' }] }] }, field: 'messages[0].content[0].type' },
    { name: 'a picture without bytes', over: { messages: [{ role: 'user', content: [{ type: 'image', source: { type: 'base64', media_type: 'image/png' } }] }] }, field: 'messages[0].content[0].source.data' },
    { name: 'a cache of another kind', over: { messages: [{ role: 'user', content: [{ type: 'text', text: 'x', cache_control: { type: 'ephemeral', ttl: '2h' } }] }] }, field: 'messages[0].content[0].cache_control.ttl' },
    { name: 'citations', over: { messages: [{ role: 'user', content: [{ type: 'document', citations: { enabled: true }, source: { type: 'text', media_type: 'text/plain', data: 'x' } }] }] }, field: 'messages[0].content[0].citations' },
    { name: 'a tool without a name', over: { tools: [{ input_schema: { type: 'object' } }] }, field: 'tools[0].name' },
    { name: 'a tool that the vendor runs', over: { tools: [{ type: 'web_search_20250305', name: 'web_search' }] }, field: 'tools[0].type' },
    { name: 'a choice of no tool', over: { tools: [weather], tool_choice: { type: 'tool', name: 'other' } }, field: 'tool_choice.name' },
    { name: 'a choice that is none', over: { tools: [weather], tool_choice: { type: 'some' } }, field: 'tool_choice.type' },
    { name: 'an empty stop', over: { stop_sequences: [''] }, field: 'stop_sequences[0]' },
    { name: 'too long a user', over: { metadata: { user_id: 'x'.repeat(300) } }, field: 'metadata.user_id' },
    { name: 'another member of metadata', over: { metadata: { team: 'red' } }, field: 'metadata.team' },
    { name: 'thinking without a budget', over: { thinking: { type: 'enabled' } }, field: 'thinking.budget_tokens' },
    { name: 'an effort that nobody has', over: { output_config: { effort: 'heroic' } }, field: 'output_config.effort' },
    { name: 'a field nobody knows', over: { max_token: 5 }, field: 'max_token' },
    { name: 'a knob of one vendor', over: { top_k: 5 }, field: 'top_k' },
    { name: 'a field that changes the price: service_tier', over: { service_tier: 'standard_only' }, field: 'service_tier' },
    { name: 'a field that changes the price: speed', over: { speed: 'fast' }, field: 'speed' },
    { name: 'a field that changes the price: mcp_servers', over: { mcp_servers: [{}] }, field: 'mcp_servers' },
    { name: 'a conversation that is to be kept', over: { thread: { type: 'create' } }, field: 'thread' },
    { name: 'a container', over: { container: 'c' }, field: 'container' },
  ])('of a bad parameter is BadRequestError and names it: $name', async ({ over, field }) => {
    const error = await raised(anthropic.messages.create(ask(over as object) as MessageCreateParamsNonStreaming));
    expect(error).toBeInstanceOf(Anthropic.BadRequestError);
    expect(error.type).toBe('invalid_request_error');
    expect(error.error).toMatchObject({ error: { details: { field }, message: expect.stringContaining(field) } });
    expect(world.calls).toEqual([]);
  });

  it('of a budget is RateLimitError, names the budget, and is not tried again', async () => {
    world.isCovered = true;
    world.holdVerdict = () => ({ kind: 'refused', budget: 'daily', why: 'full', remainingPicoUsd: 5n, windowEndMs: undefined });
    const error = await raised(anthropic.messages.create(ask({ model: 'b' })));
    expect(error).toBeInstanceOf(Anthropic.RateLimitError);
    expect(error).toMatchObject({ type: 'rate_limit_error', errorCode: 'budget_exceeded' });
    expect(error.headers?.get('x-should-retry')).toBe('false');
    expect(error.message).toContain('daily');
    expect(world.holdOrders).toHaveLength(1);
  });

  it.each([
    { name: 'that is overloaded is 529', errorClass: ErrorClass.OVERLOADED, raises: Anthropic.OverloadedError, type: 'overloaded_error', sends: 4 },
    { name: 'whose key is refused is our 503, for the caller\'s key is good', errorClass: ErrorClass.CREDENTIAL, raises: Anthropic.ServiceUnavailableError, type: 'api_error', sends: 2 },
    { name: 'that is too slow is 503', errorClass: ErrorClass.TIMEOUT, raises: Anthropic.ServiceUnavailableError, type: 'api_error', sends: 2 },
  ])('of a provider $name, tells its attempts, and is not tried again by the SDK', async ({ errorClass, raises, type, sends }) => {
    acts = [{ kind: 'fail', errorClass }];
    const error = await raised(anthropic.messages.create(ask()));
    expect(error).toBeInstanceOf(raises);
    expect(error.type).toBe(type);
    expect(Object.fromEntries(error.headers ?? [])).toMatchObject({ 'x-should-retry': 'false', 'x-switchyard-attempts': String(sends), 'request-id': world.facts[0]?.requestId });
    expect(world.facts).toHaveLength(1);
  });

  it('of a provider that limits us tells when to come back', async () => {
    acts = [{ kind: 'fail', errorClass: ErrorClass.RATE_LIMITED, retryAfterMs: 500_000n }];
    const error = await raised(anthropic.messages.create(ask({ model: 'b' }), { headers: { 'x-switchyard-timeout-ms': '2000' } }));
    expect(error).toBeInstanceOf(Anthropic.RateLimitError);
    expect(error.headers?.get('retry-after')).toBe('500');
  });
});
