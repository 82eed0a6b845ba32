// Goal: a program written for the official SDK works by changing the base URL, and the SDK raises the classes its users catch.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import OpenAI, { APIError, AuthenticationError, BadRequestError, InternalServerError, NotFoundError, RateLimitError } from 'openai';
import type { ChatCompletionTool } from 'openai/resources/chat/completions';
import { zodResponseFormat } from 'openai/helpers/zod';
import { z } from 'zod';
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { catalogOf } from '../../testing/catalog.js';
import { goodKey, openDoors, type Doors } from '../../testing/doors.js';
import { eventually } from '../../testing/eventually.js';
import { World, type Act } from '../../testing/world.js';

const catalog = catalogOf(
  [{ name: 'a', fallbacks: ['b'], capabilities: ['text_generation', 'streaming', 'functions', 'vision'] }, { name: 'b', capabilities: ['text_generation', 'streaming', 'functions', 'vision'] }],
  { chain: ['b'] },
);
const weather: ChatCompletionTool = { type: 'function', function: { name: 'weather', description: 'now', parameters: { type: 'object', properties: { city: { type: 'string' } } } } };
const called: Act = { kind: 'answer', finish: 'tool_calls', toolCalls: [{ id: 'call_1', name: 'weather', argumentsJson: '{"city":"Oslo"}' }, { id: 'call_2', name: 'weather', argumentsJson: '{"city":"Rome"}' }] };
const ask = <T extends object>(over: T = {} as T) => ({ model: 'a', messages: [{ role: 'user' as const, content: 'hello' }], ...over });

let acts: Act[];
let world: World;
let doors: Doors;
let openai: OpenAI;
beforeEach(async () => {
  acts = [{ kind: 'answer', text: 'one two three' }];
  world = new World({ script: (_call, index) => acts[Math.min(index, acts.length - 1)] as Act });
  doors = await openDoors(world, catalog);
  openai = sdk();
});
afterEach(() => doors.close());

/** maxRetries as the SDK has it, so that a test sees whether it would try again. */
const inBody = { headers: { 'x-switchyard-story': 'body' } };
const sdk = (over: object = {}): OpenAI => new OpenAI({ baseURL: `${doors.http}/v1`, apiKey: goodKey, ...over });
const sent = () => world.calls.at(-1)?.chat;

async function raised(promise: Promise<unknown>): Promise<APIError> {
  return promise.then(
    () => Promise.reject(new Error('the call succeeded')),
    (error: unknown) => error as APIError,
  );
}

describe('a plain answer', () => {
  it('is a chat completion with usage, finish reason and the story beside it', async () => {
    const { data, response } = await openai.chat.completions.create(ask(), inBody).withResponse();
    expect(data).toMatchObject({ object: 'chat.completion', model: 'a', choices: [{ index: 0, message: { role: 'assistant', content: 'one two three' }, finish_reason: 'stop' }] });
    expect(data.usage).toEqual({ prompt_tokens: 100, completion_tokens: 50, total_tokens: 150 });
    expect(data.created).toBeGreaterThan(1_700_000_000);
    const id = response.headers.get('x-request-id');
    expect(data.id).toBe(`chatcmpl-${id}`);
    expect(world.facts[0]?.requestId).toBe(id);
    expect(Object.fromEntries(response.headers)).toMatchObject({ 'x-switchyard-model': 'a', 'x-switchyard-provider': 'a', 'x-switchyard-attempts': '1', 'x-switchyard-cost-usd': '0.0002' });
    expect(data).toMatchObject({ switchyard: { request_id: id, provider: 'a', attempts: 1, cost_usd: '0.0002', price_version: 'price-a', complete: true, warnings: [expect.stringContaining('max_completion_tokens')] } });
  });

  it.each([
    { name: 'length', finish: 'length', word: 'length' },
    { name: 'a content filter', finish: 'content_filter', word: 'content_filter' },
    { name: 'a refusal', finish: 'refusal', word: 'content_filter' },
    { name: 'nothing that is known', finish: 'unknown', word: 'length' },
  ])('that ended by $name is never called a stop', async ({ finish, word }) => {
    acts = [{ kind: 'answer', finish }];
    const answer = await openai.chat.completions.create(ask(), inBody);
    expect(answer.choices[0]?.finish_reason).toBe(word);
    expect(answer).toMatchObject({ switchyard: { complete: false } });
  });

  it('by tool calls has them all, and no content', async () => {
    acts = [called];
    const answer = await openai.chat.completions.create(ask({ tools: [weather], tool_choice: 'required', parallel_tool_calls: true }));
    expect(answer.choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: { content: null, tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{"city":"Oslo"}' } }, { id: 'call_2' }] },
    });
    expect(sent()?.parameters).toMatchObject({ tools: [{ name: 'weather', description: 'now' }], toolChoice: { mode: 'required', parallel: true } });
    expect(JSON.parse(sent()?.parameters?.tools[0]?.parametersJson ?? '')).toEqual(weather.type === 'function' ? weather.function.parameters : undefined);
  });

  it('sends on what was asked: roles, tool results, images, format, stop, seed and caps', async () => {
    const schema = { type: 'object', properties: { a: { type: 'number' } } };
    await openai.chat.completions.create({
      model: 'a',
      messages: [
        { role: 'developer', content: [{ type: 'text', text: 'be brief', cache_control: { type: 'ephemeral', ttl: '1h' } } as never] },
        { role: 'user', content: [{ type: 'text', text: 'what is it' }, { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA', detail: 'low' } }] },
        { role: 'assistant', content: null, tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{}' } }] },
        { role: 'tool', tool_call_id: 'call_1', content: 'rain' },
      ],
      tools: [weather],
      tool_choice: { type: 'function', function: { name: 'weather' } },
      response_format: { type: 'json_schema', json_schema: { name: 'thing', schema, strict: true } },
      stop: ['END', 'FIN'], seed: 7, max_completion_tokens: 33, temperature: 0.5, top_p: 0.9, frequency_penalty: 0.1, presence_penalty: -0.1, reasoning_effort: 'low', user: 'u-1', metadata: { team: 'red' },
    });
    expect(sent()?.messages).toMatchObject([
      { role: 1, parts: [{ content: { case: 'text', value: 'be brief' }, cacheHint: { ttl: '1h' } }] },
      { role: 2, parts: [{ content: { value: 'what is it' } }, { content: { case: 'image', value: { detail: 'low', source: { case: 'url', value: 'data:image/png;base64,AAAA' } } } }] },
      { role: 3, parts: [{ content: { case: 'toolCall', value: { id: 'call_1', name: 'weather', argumentsJson: '{}' } } }] },
      { role: 4, parts: [{ content: { case: 'toolResult', value: { toolCallId: 'call_1', parts: [{ content: { value: 'rain' } }] } } }] },
    ]);
    expect(sent()?.parameters).toMatchObject({
      stop: ['END', 'FIN'], randomSeed: 7n, maxOutputTokens: 33, temperature: 0.5, topP: 0.9, frequencyPenalty: 0.1, presencePenalty: -0.1, reasoningEffort: 'low',
      toolChoice: { mode: 'tool', name: 'weather' }, responseFormat: { type: 'json_schema', name: 'thing', schemaJson: JSON.stringify(schema), strict: true },
    });
    expect(world.calls[0]).toMatchObject({ endUser: 'u-1', terms: { payer: { tenant: 'acme', labels: { team: 'red' } } } });
  });

  it('by a feature uses its chain', async () => {
    expect((await openai.chat.completions.create(ask({ model: 'feature:photos' }))).model).toBe('b');
    expect(world.calls[0]?.terms?.payer?.feature).toBe('photos');
  });

  it('takes what headers say', async () => {
    const headers = { 'x-switchyard-feature': 'photos', 'x-switchyard-labels': 'team=red, stage=a=b', 'x-switchyard-max-cost-usd': '5', 'x-client-request-id': 'mine-1', 'x-switchyard-timeout-ms': '1500' };
    const { response } = await openai.chat.completions.create(ask(), { headers }).withResponse();
    expect(response.headers.get('x-client-request-id')).toBe('mine-1');
    const terms = world.calls[0]?.terms;
    expect(terms).toMatchObject({ model: 'b', clientRequestId: 'mine-1', payer: { feature: 'photos', labels: { team: 'red', stage: 'a=b' } } });
    expect(Number(terms?.deadline?.seconds) - world.nowMs / 1000).toBeLessThan(3);
  });
});

describe('a streamed answer', () => {
  it('comes in chunks of one id, ends with its reason, and then with usage where it was asked for', async () => {
    const chunks = [];
    const { data, response } = await openai.chat.completions.create(ask({ stream: true as true, stream_options: { include_usage: true } }), inBody).withResponse();
    for await (const chunk of data) chunks.push(chunk);
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe('one two three');
    expect(chunks[0]?.choices[0]?.delta.role).toBe('assistant');
    expect(new Set(chunks.map(({ id, model }) => `${id} ${model}`))).toEqual(new Set([`chatcmpl-${response.headers.get('x-request-id')} a`]));
    expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe('stop');
    expect(chunks.at(-2)).toMatchObject({ switchyard: { provider: 'a', cost_usd: '0.0002' } });
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 100, completion_tokens: 50 } });
    expect(chunks.slice(0, -1).every(({ usage }) => usage === null)).toBe(true);
    expect(Object.fromEntries(response.headers)).toMatchObject({ 'x-switchyard-model': 'a', 'x-switchyard-provider': 'a' });
  });

  it('is folded by the helper as the plain one is', async () => {
    const final = await openai.chat.completions.stream(ask()).finalChatCompletion();
    expect(final.choices[0]).toMatchObject({ message: { role: 'assistant', content: 'one two three' }, finish_reason: 'stop' });
    acts = [called];
    const tools = await openai.chat.completions.stream(ask({ tools: [weather] })).finalChatCompletion();
    expect(tools.choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: { content: null, tool_calls: [{ id: 'call_1', function: { name: 'weather', arguments: '{"city":"Oslo"}' } }, { id: 'call_2', function: { arguments: '{"city":"Rome"}' } }] },
    });
  });

  it('without a single word still has its id, its model and its reason', async () => {
    acts = [{ kind: 'answer', text: '', finish: 'length' }];
    const chunks = [];
    for await (const chunk of await openai.chat.completions.create(ask({ stream: true as true }))) chunks.push(chunk);
    expect(chunks.at(-1)).toMatchObject({ id: expect.stringMatching(/^chatcmpl-[0-9a-f-]{36}$/), model: 'a', choices: [{ finish_reason: 'length' }] });
  });

  it.each([
    { name: 'cuts it', act: { kind: 'fail', errorClass: ErrorClass.NETWORK, afterText: 'half an' } as Act },
    { name: 'is lost', act: { kind: 'lost', afterText: 'half an' } as Act },
  ])('ends as an error and never as finished when the provider $name', async ({ act }) => {
    acts = [act];
    const words: string[] = [];
    let finished = false;
    const reading = (async () => {
      for await (const chunk of await openai.chat.completions.create(ask({ stream: true as true }))) {
        words.push(chunk.choices[0]?.delta.content ?? '');
        finished ||= (chunk.choices[0]?.finish_reason ?? null) !== null;
      }
    })();
    const error = await raised(reading);
    expect(error).toBeInstanceOf(APIError);
    expect(error).toMatchObject({ code: 'truncated' });
    expect(words.join('')).toBe('half an');
    expect(finished).toBe(false);
    expect((await raised(openai.chat.completions.stream(ask()).finalChatCompletion())).message).toContain('broke off');
    const raw = await fetch(`${doors.http}/v1/chat/completions`, { method: 'POST', headers: { authorization: `Bearer ${goodKey}`, 'content-type': 'application/json' }, body: JSON.stringify(ask({ stream: true })) });
    const text = await raw.text();
    expect(text).toContain('"error"');
    expect(text).not.toContain('[DONE]');
  });

  it('that fails before its first word is an ordinary error with its status', async () => {
    acts = [{ kind: 'fail', errorClass: ErrorClass.CALLER }];
    expect(await raised(openai.chat.completions.create(ask({ stream: true as true })))).toBeInstanceOf(BadRequestError);
  });
});

describe('helpers', () => {
  const shape = z.object({ city: z.string() });

  it('parse an answer by its schema, and take it back', async () => {
    acts = [{ kind: 'answer', text: '{"city":"Oslo"}' }];
    const parsed = await openai.chat.completions.parse(ask({ response_format: zodResponseFormat(shape, 'place') }));
    expect(parsed.choices[0]?.message.parsed).toEqual({ city: 'Oslo' });
    expect(sent()?.parameters?.responseFormat).toMatchObject({ type: 'json_schema', name: 'place', strict: true });
    const message = parsed.choices[0]?.message;
    expect((await openai.chat.completions.create(ask({ messages: [...ask().messages, message, ...ask().messages] as never }))).object).toBe('chat.completion');
  });

  it.each([{ stream: false }, { stream: true }])('run tools to the end (stream: $stream)', async ({ stream }) => {
    acts = [called, { kind: 'answer', text: 'rain' }];
    const cities: string[] = [];
    const tools = [{ type: 'function' as const, function: { name: 'weather', description: 'now', parameters: { type: 'object', properties: { city: { type: 'string' } } }, parse: JSON.parse, function: ({ city }: { city: string }) => { cities.push(city); return `${city}: rain`; } } }];
    const runner = stream ? openai.chat.completions.runTools({ ...ask(), tools: tools as never, stream: true }) : openai.chat.completions.runTools({ ...ask(), tools: tools as never });
    expect(await (runner as { finalContent(): Promise<string | null> }).finalContent()).toBe('rain');
    expect(cities).toEqual(['Oslo', 'Rome']);
    expect(sent()?.messages.map(({ role }) => role)).toEqual([2, 3, 4, 4]);
  });

  it('read a stream event by event', async () => {
    const words: string[] = [];
    const stream = openai.chat.completions.stream(ask({ stream_options: { include_usage: true, include_obfuscation: false } })).on('content.delta', ({ delta }) => words.push(delta));
    expect(await stream.finalContent()).toBe('one two three');
    expect(await stream.totalUsage()).toMatchObject({ total_tokens: 150 });
    expect(words.join('')).toBe('one two three');
  });
});

describe('a caller that hangs up', () => {
  it.each([{ name: 'while it waits for a plain answer', stream: false }, { name: 'before the first word of a stream', stream: true }, { name: 'within a stream', stream: true, afterText: 'some words' }])(
    'frees the call within 200 ms: $name',
    async ({ stream, afterText }) => {
      acts = [{ kind: 'hang', ...(afterText === undefined ? {} : { afterText }) }];
      const gone = new AbortController();
      const answer = openai.chat.completions.create({ model: 'a', messages: [{ role: 'user', content: 'hello' }], stream } as never, { signal: gone.signal, maxRetries: 0 }) as Promise<unknown>;
      const reading = answer.then(async (value) => { if (stream) for await (const _chunk of value as AsyncIterable<unknown>); }).catch(() => {});
      await eventually(() => world.calls.length === 1);
      if (afterText !== undefined) await answer;
      const leftAtMs = performance.now();
      gone.abort();
      await eventually(() => world.abortedAtMs.length === 1 && world.facts.length === 1);
      expect((world.abortedAtMs[0] ?? Infinity) - leftAtMs).toBeLessThan(200);
      expect(world.facts[0]?.attempts).toHaveLength(1);
      await reading;
    },
  );
});

describe('an error', () => {
  it('of an unknown model is NotFoundError and suggests the nearest', async () => {
    const error = await raised(openai.chat.completions.create(ask({ model: 'aa' })));
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error).toMatchObject({ status: 404, code: 'model_not_found', param: 'model', type: 'invalid_request_error' });
    expect(error.message).toContain('"a"');
  });

  it('of a wrong key is AuthenticationError and names the next step', async () => {
    const error = await raised(sdk({ apiKey: 'sy_wrong_wrong_wrong_wrong_wrong_wrong' }).chat.completions.create(ask()));
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toMatchObject({ code: 'invalid_api_key', requestID: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(error.message).toContain('switchyard keys create');
  });

  it.each([
    { name: 'temperature', over: { temperature: 3 }, param: 'temperature' },
    { name: 'a NUL in the user', over: { user: 'a\0' }, param: 'user' },
    { name: 'a NUL in the safety identifier', over: { user: 'a', safety_identifier: 'a\0' }, param: 'safety_identifier' },
    { name: 'negative max tokens', over: { max_tokens: -1 }, param: 'max_tokens' },
    { name: 'negative max completion tokens', over: { max_completion_tokens: -1 }, param: 'max_completion_tokens' },
    { name: 'half a token', over: { max_tokens: 1.5 }, param: 'max_tokens' },
    { name: 'a seed beyond what JSON carries', over: { seed: 2 ** 60 }, param: 'seed' },
    { name: 'no messages', over: { messages: [] }, param: 'messages' },
    { name: 'messages that are no list', over: { messages: 'hello' }, param: 'messages' },
    { name: 'an unknown role', over: { messages: [{ role: 'robot', content: 'x' }] }, param: 'messages[0].role' },
    { name: 'an empty message', over: { messages: [{ role: 'user', content: '' }] }, param: 'messages[0].content' },
    { name: 'an unknown content type', over: { messages: [{ role: 'user', content: [{ type: 'smell' }] }] }, param: 'messages[0].content[0].type' },
    { name: 'a tool without a name', over: { tools: [{ type: 'function', function: {} }] }, param: 'tools[0].function.name' },
    { name: 'a tool of another kind', over: { tools: [{ type: 'web_search' }] }, param: 'tools[0].type' },
    { name: 'a choice of no tool', over: { tools: [weather], tool_choice: { type: 'function', function: { name: 'other' } } }, param: 'tool_choice.function.name' },
    { name: 'too many stops', over: { stop: Array.from({ length: 17 }, String) }, param: 'stop' },
    { name: 'a stop that is no string', over: { stop: ['a', 1] }, param: 'stop[1]' },
    { name: 'a label that is no string', over: { metadata: { team: { a: 1 } } }, param: 'metadata.team' },
    { name: 'too long a label', over: { metadata: { team: 'x'.repeat(200) } }, param: 'metadata.team' },
    { name: 'a schema that is missing', over: { response_format: { type: 'json_schema', json_schema: { name: 'x' } } }, param: 'response_format.json_schema.schema' },
    { name: 'a stream that is no boolean', over: { stream: 'yes' }, param: 'stream' },
    { name: 'a field nobody knows', over: { temprature: 1 }, param: 'temprature', code: 'unknown_parameter' },
    { name: 'a field that changes the price: n', over: { n: 2 }, param: 'n', code: 'unsupported_parameter' },
    { name: 'a field that changes the price: service_tier', over: { service_tier: 'priority' }, param: 'service_tier', code: 'unsupported_parameter' },
    { name: 'a field that changes the price: modalities', over: { modalities: ['text', 'audio'] }, param: 'modalities', code: 'unsupported_parameter' },
    { name: 'a field that changes the price: prediction', over: { prediction: { type: 'content', content: 'x' } }, param: 'prediction', code: 'unsupported_parameter' },
    { name: 'a field that changes the price: audio', over: { audio: { voice: 'x', format: 'wav' } }, param: 'audio', code: 'unsupported_parameter' },
    { name: 'a field that changes the price: web_search_options', over: { web_search_options: {} }, param: 'web_search_options', code: 'unsupported_parameter' },
    { name: 'two caps that differ', over: { max_tokens: 5, max_completion_tokens: 6 }, param: 'max_tokens' },
    { name: 'answers that are kept', over: { store: true }, param: 'store', code: 'unsupported_parameter' },
    { name: 'a cache that outlives the day', over: { prompt_cache_retention: '24h' }, param: 'prompt_cache_retention', code: 'unsupported_parameter' },
    { name: 'a knob of one vendor: verbosity', over: { verbosity: 'low' }, param: 'verbosity', code: 'unsupported_parameter' },
    { name: 'a knob of one vendor: prompt_cache_key', over: { prompt_cache_key: 'k' }, param: 'prompt_cache_key', code: 'unsupported_parameter' },
    { name: 'a knob of one vendor: logit_bias', over: { logit_bias: { 5: 1 } }, param: 'logit_bias', code: 'unsupported_parameter' },
    { name: 'chunks of equal length', over: { stream: true, stream_options: { include_obfuscation: true } }, param: 'stream_options.include_obfuscation', code: 'unsupported_parameter' },
    { name: 'a stream option nobody knows', over: { stream: true, stream_options: { include_usages: true } }, param: 'stream_options.include_usages', code: 'unknown_parameter' },
    { name: 'a member of a message that nobody knows', over: { messages: [{ role: 'user', content: 'x', weight: 2 }] }, param: 'messages[0].weight', code: 'unknown_parameter' },
    { name: 'a member of a part that nobody knows', over: { messages: [{ role: 'user', content: [{ type: 'text', text: 'x', size: 2 }] }] }, param: 'messages[0].content[0].size', code: 'unknown_parameter' },
    { name: 'a member of a picture that nobody knows', over: { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'https://x.test/a.png', size: 2 } }] }] }, param: 'messages[0].content[0].image_url.size', code: 'unknown_parameter' },
    { name: 'a member of a tool that nobody knows', over: { tools: [{ type: 'function', function: { name: 'f', size: 2 } }] }, param: 'tools[0].function.size', code: 'unknown_parameter' },
    { name: 'a sound that was kept', over: { messages: [{ role: 'assistant', audio: { id: 'a' } }] }, param: 'messages[0].audio', code: 'unknown_parameter' },
    { name: 'log probabilities', over: { logprobs: true }, param: 'logprobs', code: 'unsupported_parameter' },
  ])('of a bad parameter is BadRequestError and names it: $name', async ({ over, param, code }) => {
    const error = await raised(openai.chat.completions.create(ask(over as object) as never) as Promise<unknown>);
    expect(error).toBeInstanceOf(BadRequestError);
    expect(error.param).toBe(param);
    expect(error.message).toMatch(new RegExp(`^400 ${param.replaceAll(/[[\]]/g, '\\$&')}`));
    if (code !== undefined) expect(error.code).toBe(code);
    expect(world.calls).toEqual([]);
  });

  it.each([
    { name: 'a label without a value', header: 'x-switchyard-labels', value: 'team' },
    { name: 'no priority', header: 'x-switchyard-priority', value: 'urgent' },
    { name: 'no time', header: 'x-switchyard-timeout-ms', value: 'soon' },
    { name: 'no amount', header: 'x-switchyard-max-cost-usd', value: 'cheap' },
    { name: 'a key for replays, which come later', header: 'idempotency-key', value: 'once' },
  ])('of a bad header names the header: $name', async ({ header, value }) => {
    const error = await raised(openai.chat.completions.create(ask(), { headers: { [header]: value } }));
    expect(error).toMatchObject({ status: 400, param: header });
  });

  it.each([
    { name: 'a field', over: { mesages: [] }, headers: {}, param: 'mesages', meant: '"messages"' },
    { name: 'a header', over: {}, headers: { 'x-switchyard-max-cost-us': '1' }, param: 'x-switchyard-max-cost-us', meant: '"x-switchyard-max-cost-usd"' },
    { name: 'a header that is like none', over: {}, headers: { 'x-switchyard-colour': 'red' }, param: 'x-switchyard-colour', meant: 'x-switchyard-feature' },
  ])('of a misspelt name says which was meant: $name', async ({ over, headers, param, meant }) => {
    const error = await raised(openai.chat.completions.create(ask(over as object) as never, { headers }) as Promise<unknown>);
    expect(error).toMatchObject({ status: 400, param, code: 'unknown_parameter' });
    expect(error.message).toContain(meant);
    expect(world.calls).toEqual([]);
  });

  it('of a cost limit names the cap as this dialect does', async () => {
    const error = await raised(openai.chat.completions.create(ask(), { headers: { 'x-switchyard-max-cost-usd': '0.000001' } }));
    expect(error.message).toContain('max_completion_tokens');
    expect(error.message).not.toContain('max_output_tokens');
  });

  it('of a budget is RateLimitError, names the budget, and is not tried again', async () => {
    world.isCovered = true;
    world.holdVerdict = () => ({ kind: 'refused', budget: 'daily', why: 'full', remainingPicoUsd: 5n, windowEndMs: undefined });
    const error = await raised(openai.chat.completions.create(ask({ model: 'b' })));
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({ code: 'insufficient_quota' });
    expect(error.headers?.get('x-should-retry')).toBe('false');
    expect(error.message).toContain('daily');
    expect(world.holdOrders).toHaveLength(1);
  });

  it('of an exhausted chain is 503, tells its attempts, and is not tried again by the SDK', async () => {
    acts = [{ kind: 'fail', errorClass: ErrorClass.TIMEOUT }];
    const error = await raised(openai.chat.completions.create(ask()));
    expect(error).toBeInstanceOf(InternalServerError);
    expect(error).toMatchObject({ status: 503, code: 'provider_timeout', type: 'server_error' });
    expect(Object.fromEntries(error.headers ?? [])).toMatchObject({ 'x-should-retry': 'false', 'x-switchyard-attempts': '2', 'x-request-id': world.facts[0]?.requestId });
    expect(world.facts).toHaveLength(1);
  });

  it("of the provider's own 401 is our 503, for the caller's key is good", async () => {
    acts = [{ kind: 'fail', errorClass: ErrorClass.CREDENTIAL }];
    const error = await raised(openai.chat.completions.create(ask()));
    expect(error).toMatchObject({ status: 503, code: 'provider_credential' });
    expect(error).not.toBeInstanceOf(AuthenticationError);
  });

  it('of a provider that limits us tells when to come back, and is not hammered', async () => {
    acts = [{ kind: 'fail', errorClass: ErrorClass.RATE_LIMITED, retryAfterMs: 500_000n }];
    const error = await raised(openai.chat.completions.create(ask({ model: 'b' }), { headers: { 'x-switchyard-timeout-ms': '2000' } }));
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error.headers?.get('retry-after')).toBe('500');
    expect(world.facts).toHaveLength(1);
  });
});
