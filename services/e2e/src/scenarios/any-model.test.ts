// Goal: any model answers behind any door: the official SDKs get the same from vendors of other dialects, through real adapters and their wires.
import Anthropic from '@anthropic-ai/sdk';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import { chatModels, startEveryDialect, type EveryDialect } from '../cluster/every-dialect.js';

let every: EveryDialect;
let openai: OpenAI;
let anthropic: Anthropic;

beforeAll(async () => {
  every = await startEveryDialect();
  const { http, apiKey } = every.cluster.run();
  openai = new OpenAI({ baseURL: `${http}/v1`, apiKey, maxRetries: 0 });
  anthropic = new Anthropic({ baseURL: http, apiKey, maxRetries: 0 });
}, 120_000);

afterAll(async () => every?.stop(), 90_000);

/** The sandbox answers in these words, whatever its dialect. */
const words = 'The Rhine flows north.';
const saying = (wish: object) => `Which way does the Rhine flow? [[sandbox ${JSON.stringify(wish)}]]`;
const user = (wish: object) => [{ role: 'user' as const, content: saying(wish) }];
const schema = { type: 'object' as const, properties: { river: { type: 'string' } }, required: ['river'] };
const callWish = { tool_calls: [{ name: 'level', arguments: { river: 'Rhine' } }] };
const cut = { cut_after_chunks: 3, chunk_count: 8 };

it('the embedder answers in floats, as the SDK asks for them', async () => {
  const { data } = await openai.embeddings.create({ model: 'embedder', input: ['one', 'two'] });
  expect(data.map(({ embedding }) => typeof embedding[0])).toEqual(['number', 'number']);
});

describe.each(chatModels)('%s', (model) => {
  it('answers chat completions, whole and as a stream', async () => {
    const asked = { model, messages: user({ text: words }), max_completion_tokens: 100 };
    const whole = await openai.chat.completions.create(asked);
    expect(whole).toMatchObject({ model, choices: [{ message: { content: words }, finish_reason: 'stop' }] });
    expect(whole.usage?.prompt_tokens).toBeGreaterThan(0);
    const final = await openai.chat.completions.stream({ ...asked, stream_options: { include_usage: true } }).finalChatCompletion();
    expect(final).toMatchObject({ model, choices: [{ message: { content: words }, finish_reason: 'stop' }], usage: { completion_tokens: whole.usage?.completion_tokens } });
  });

  it('answers responses, whole and as a stream', async () => {
    const asked = { model, input: saying({ text: words }), max_output_tokens: 100 };
    const whole = await openai.responses.create(asked);
    expect(whole).toMatchObject({ model, status: 'completed', output_text: words });
    expect(await openai.responses.stream(asked).finalResponse()).toMatchObject({ status: 'completed', output_text: words, usage: { output_tokens: whole.usage?.output_tokens } });
  });

  it('answers messages, whole and as a stream', async () => {
    const asked = { model, messages: user({ text: words }), max_tokens: 100 };
    const whole = await anthropic.messages.create(asked);
    expect(whole).toMatchObject({ model, content: [{ type: 'text', text: words }], stop_reason: 'end_turn' });
    expect(whole.usage.input_tokens).toBeGreaterThan(0);
    expect(await anthropic.messages.stream(asked).finalMessage()).toMatchObject({ content: [{ type: 'text', text: words }], stop_reason: 'end_turn', usage: { output_tokens: whole.usage.output_tokens } });
  });

  it('calls tools behind every door, whole and as a stream, and takes their results', async () => {
    const chat = { model, messages: user(callWish), max_completion_tokens: 100, tools: [{ type: 'function' as const, function: { name: 'level', parameters: schema } }] };
    for (const { choices: [choice] } of [await openai.chat.completions.create(chat), await openai.chat.completions.stream(chat).finalChatCompletion()]) {
      expect(choice?.finish_reason).toBe('tool_calls');
      expect(choice?.message.tool_calls?.map((call) => (call.type === 'function' ? [call.function.name, JSON.parse(call.function.arguments)] : []))).toEqual([['level', { river: 'Rhine' }]]);
    }
    const plain = { model, input: saying(callWish), max_output_tokens: 100, tools: [{ type: 'function' as const, name: 'level', parameters: schema, strict: false }] };
    for (const { output } of [await openai.responses.create(plain), await openai.responses.stream(plain).finalResponse()]) {
      expect(output.flatMap((item) => (item.type === 'function_call' ? [[item.name, JSON.parse(item.arguments)]] : []))).toEqual([['level', { river: 'Rhine' }]]);
    }
    const message = { model, messages: user(callWish), max_tokens: 100, tools: [{ name: 'level', input_schema: schema }] };
    for (const { content, stop_reason: reason } of [await anthropic.messages.create(message), await anthropic.messages.stream(message).finalMessage()]) {
      expect(reason).toBe('tool_use');
      const call = content.find((block) => block.type === 'tool_use');
      expect(call).toMatchObject({ name: 'level', input: { river: 'Rhine' } });
      const answered = await anthropic.messages.create({ ...message, messages: [...message.messages, { role: 'assistant', content }, { role: 'user', content: [{ type: 'tool_result', tool_use_id: call?.id ?? '', content: '3.2' }, { type: 'text', text: saying({ text: words }) }] }] });
      expect(answered.content.find((block) => block.type === 'text')).toMatchObject({ text: words });
    }
  });

  it('that breaks off is an error behind every door, and never a finished answer', async () => {
    await expect(openai.chat.completions.stream({ model, messages: user(cut) }).finalChatCompletion()).rejects.toThrow(/broke off/);
    await expect(openai.responses.stream({ model, input: saying(cut) }).finalResponse()).rejects.toThrow(/broke off/);
    await expect(anthropic.messages.stream({ model, messages: user(cut), max_tokens: 100 }).finalMessage()).rejects.toThrow(/broke off/);
  });
});

// Last: a credential that its vendor has refused is not used again.
it.each(chatModels)("%s, whose provider refuses our key, is a 503 behind every door, for the caller's key is good", async (model) => {
  const refused = { status: 401 };
  await expect(openai.chat.completions.create({ model, messages: user(refused) })).rejects.toMatchObject({ status: 503, code: 'provider_credential' });
  await expect(anthropic.messages.create({ model, messages: user(refused), max_tokens: 100 })).rejects.toMatchObject({ status: 503, type: 'api_error' });
});
