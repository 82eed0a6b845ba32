// Goal: our mapping reads what the vendor's own SDK reads. Both ask the same sandbox the same question with the same
// random seed; text, tool calls, usage and finish reason must be equal.
import Anthropic from '@anthropic-ai/sdk';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ollama } from 'ollama/browser';
import OpenAI from 'openai';
import { askEither, startHarness, userSays, type Harness } from './testing/harness.js';

interface Told {
  readonly text: string;
  readonly toolCalls: readonly { readonly name: string; readonly arguments: unknown }[];
  readonly input: number;
  readonly output: number;
  readonly finish: string;
}

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const schema = { type: 'object' as const, properties: { city: { type: 'string' } } };
const tool = { name: 'get_weather', description: 'Weather', parametersJson: JSON.stringify(schema) };
const cap = 120;

const oracles: Readonly<Record<string, (prompt: string, options: { isStream: boolean; hasTools: boolean }) => Promise<Told>>> = {
  async openai(prompt, { isStream, hasTools }) {
    const client = new OpenAI({ apiKey: 'sk-oracle', baseURL: harness.sandbox.baseUrls['openai']!, maxRetries: 0 });
    const body = {
      model: 'gpt-4.1-mini',
      messages: [{ role: 'user' as const, content: prompt }],
      max_tokens: cap,
      ...(hasTools ? { tools: [{ type: 'function' as const, function: { name: tool.name, description: tool.description, parameters: schema } }] } : {}),
    };
    const completion = isStream ? await client.chat.completions.stream({ ...body, stream_options: { include_usage: true } }).finalChatCompletion() : await client.chat.completions.create(body);
    const choice = completion.choices[0]!;
    const toolCalls = (choice.message.tool_calls ?? []).flatMap((call) => (call.type === 'function' ? [{ name: call.function.name, arguments: JSON.parse(call.function.arguments) as unknown }] : []));
    return { text: choice.message.content ?? '', toolCalls, input: completion.usage!.prompt_tokens, output: completion.usage!.completion_tokens, finish: choice.finish_reason };
  },
  async anthropic(prompt, { isStream, hasTools }) {
    const client = new Anthropic({ apiKey: 'sk-oracle', baseURL: harness.sandbox.baseUrls['anthropic']!, maxRetries: 0 });
    const body = {
      model: 'claude-haiku-4-5',
      max_tokens: cap,
      // Content as blocks, as we send it: the sandbox counts it alike, and so must both.
      messages: [{ role: 'user' as const, content: [{ type: 'text' as const, text: prompt }] }],
      ...(hasTools ? { tools: [{ name: tool.name, description: tool.description, input_schema: schema }] } : {}),
    };
    const message = isStream ? await client.messages.stream(body).finalMessage() : await client.messages.create(body);
    const text = message.content.map((block) => (block.type === 'text' ? block.text : '')).join('');
    const toolCalls = message.content.flatMap((block) => (block.type === 'tool_use' ? [{ name: block.name, arguments: block.input }] : []));
    return { text, toolCalls, input: message.usage.input_tokens, output: message.usage.output_tokens, finish: message.stop_reason! };
  },
  async ollama(prompt, { isStream, hasTools }) {
    const client = new Ollama({ host: harness.sandbox.baseUrls['ollama']! });
    const body = {
      model: 'llama3.2',
      messages: [{ role: 'user', content: prompt }],
      options: { num_predict: cap, num_ctx: 128_000 },
      ...(hasTools ? { tools: [{ type: 'function', function: { name: tool.name, description: tool.description, parameters: schema } }] } : {}),
    };
    const told = { text: '', toolCalls: [] as { name: string; arguments: unknown }[], input: -1, output: -1, finish: '' };
    const pieces = isStream ? await client.chat({ ...body, stream: true }) : [await client.chat({ ...body, stream: false })];
    for await (const piece of pieces) {
      told.text += piece.message.content;
      for (const call of piece.message.tool_calls ?? []) told.toolCalls.push({ name: call.function.name, arguments: call.function.arguments });
      if (piece.done) Object.assign(told, { input: piece.prompt_eval_count, output: piece.eval_count, finish: piece.done_reason });
    }
    return told;
  },
};

const cases = Object.keys(oracles).flatMap((provider) =>
  [false, true].flatMap((isStream) => [
    { provider, isStream, name: 'prose', behaviour: { seed: 11, output_tokens: 60 } },
    { provider, isStream, name: 'prose cut at the cap', behaviour: { seed: 12, output_tokens: 400 } },
    { provider, isStream, name: 'a tool call', behaviour: { seed: 13, tool_calls: [{ name: 'get_weather', arguments: { city: 'Ångström "x" \\ 🚂' } }] } },
    { provider, isStream, name: 'two tool calls', behaviour: { seed: 14, tool_calls: [{ name: 'get_weather' }, { name: 'get_weather' }] } },
    { provider, isStream, name: 'counted usage', behaviour: { seed: 15, usage: { input_tokens: 900, output_tokens: 77 } } },
  ]),
);

describe('the vendors own SDK reads the same', () => {
  it.each(cases)('$provider, $name (streamed: $isStream)', async ({ provider, isStream, behaviour }) => {
    const prompt = `Tell me. [[sandbox ${JSON.stringify(behaviour)}]]`;
    const hasTools = 'tool_calls' in behaviour;
    const expected = await oracles[provider]!(prompt, { isStream, hasTools });
    const { text, toolCalls, report } = await askEither(harness, { provider, messages: [userSays(prompt)], parameters: { maxOutputTokens: cap, ...(hasTools ? { tools: [tool] } : {}) } }, isStream);
    expect({
      text,
      toolCalls: toolCalls.map(({ name, arguments: json }) => ({ name, arguments: JSON.parse(json) as unknown })),
      input: Number(report.usage!.inputTokens),
      output: Number(report.usage!.outputTokens),
      finish: report.finishReason!.raw,
    }).toEqual(expected);
    expect(expected.text.length + expected.toolCalls.length).toBeGreaterThan(0);
  });
});
