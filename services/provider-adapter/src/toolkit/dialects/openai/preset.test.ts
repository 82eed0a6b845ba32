// Goal: what differs is read as data, and nothing that an order says disappears without a word.
import { describe, expect, it } from '@jest/globals';
import { Role } from '@switchyard/proto/common/v1/chat';
import { presets } from '../../../providers/presets/index.js';
import { contextOf, orderOf, says, type OrderInit } from '../../../testing/order.js';
import { BlockWriter } from '../../block-writer.js';
import { adaptBody, differencesFor, refuseEssentials } from './adapt-body.js';
import { contentWords } from './content-words.js';
import type { OpenAiDifferences } from './differences.js';
import { errorWithin, openAiErrorReader } from './error.js';
import { toOpenAiRequest } from './request.js';
import { usageDialectOf, usageOfAnswer } from './usage.js';

const differsOf = (id: string): OpenAiDifferences => presets.find((preset) => preset.id === id)!.differs;

function said(differs: OpenAiDifferences, init: OrderInit): { body: Record<string, unknown>; warnings: readonly string[] } {
  const context = contextOf();
  const order = orderOf(init);
  return { body: adaptBody({ ...toOpenAiRequest(order, context, differs) }, differencesFor(order, differs), context), warnings: context.warnings };
}

describe('the body of a chat', () => {
  it.each([
    { name: 'mistral: the seed has another name', id: 'mistral', init: { parameters: { randomSeed: 7n } }, has: { random_seed: 7, max_tokens: 100 }, lacks: ['seed'], warned: [] },
    { name: 'mistral: the user is dropped with a word', id: 'mistral', init: { endUser: 'u-1' }, has: {}, lacks: ['user'], warned: [/^user was left out/] },
    { name: 'groq: the cap has the newer name', id: 'groq', init: {}, has: { max_completion_tokens: 100 }, lacks: ['max_tokens'], warned: [] },
    { name: 'groq: penalties are dropped, each with a word', id: 'groq', init: { parameters: { frequencyPenalty: 0.5, presencePenalty: 0.5 } }, has: {}, lacks: ['frequency_penalty', 'presence_penalty'], warned: [/^frequency_penalty/, /^presence_penalty/] },
    { name: 'fireworks: is told not to cut in silence', id: 'fireworks', init: {}, has: { context_length_exceeded_behavior: 'error' }, lacks: [], warned: [] },
    { name: "fireworks: the row's own word wins", id: 'fireworks', init: { extraFields: { context_length_exceeded_behavior: 'truncate' } }, has: { context_length_exceeded_behavior: 'truncate' }, lacks: [], warned: [] },
    { name: 'xai: a model that does not reason takes stop', id: 'xai', init: { parameters: { stop: ['x'] } }, has: { stop: ['x'] }, lacks: [], warned: [] },
    { name: 'xai: one that reasons does not', id: 'xai', init: { isReasoning: true, parameters: { stop: ['x'], temperature: 0.5 } }, has: { temperature: 0.5 }, lacks: ['stop'], warned: [/^stop/] },
    { name: "a name of OpenAI's reasoning models means nothing elsewhere", id: 'together', init: { model: 'openai/o3-clone', parameters: { temperature: 0.5 } }, has: { temperature: 0.5, max_tokens: 100 }, lacks: [], warned: [] },
  ])('$name', ({ id, init, has, lacks, warned }) => {
    const { body, warnings } = said(differsOf(id), init as OrderInit);
    expect(body).toMatchObject(has);
    for (const field of lacks) expect(body).not.toHaveProperty(field);
    expect(warnings).toEqual(warned.map((pattern) => expect.stringMatching(pattern)));
  });

  it('groq: names beside roles are dropped with a word', () => {
    const { body, warnings } = said(differsOf('groq'), { messages: [{ ...says(Role.USER, { case: 'text', value: 'Hi' }), name: 'ann' }] });
    expect(body['messages']).toEqual([{ role: 'user', content: 'Hi' }]);
    expect(warnings).toEqual([expect.stringMatching(/^messages.name/)]);
  });
});

describe('what a vendor does not have and an answer would lack', () => {
  it.each([
    { name: 'tools', refuses: ['tools'] as const, init: { parameters: { tools: [{ name: 't' }] } }, field: /^tools:/ },
    { name: 'a schema', refuses: ['json_schema'] as const, init: { parameters: { responseFormat: { type: 'json_schema', schemaJson: '{}' } } }, field: /^response_format:/ },
    { name: 'a picture', refuses: ['image'] as const, init: { messages: [says(Role.USER, { case: 'image', value: { source: { case: 'url', value: 'https://example.com/a.png' } } })] }, field: /^messages\[0\]\.parts\[0\]\.image:/ },
  ])('is refused by name: $name', ({ refuses, init, field }) => {
    expect(() => refuseEssentials(orderOf(init as OrderInit), { refuses })).toThrow(field);
    expect(() => refuseEssentials(orderOf(init as OrderInit), {})).not.toThrow();
  });
});

describe('usage', () => {
  const answer = (id: string, block: object) => usageOfAnswer(block as never, JSON.stringify(block), { isFinal: true, differs: differsOf(id) });

  it.each([
    { name: 'deepseek: the cache in halves', id: 'deepseek', block: { usage: { prompt_tokens: 10, completion_tokens: 2, prompt_cache_hit_tokens: 6, prompt_cache_miss_tokens: 4 } }, counts: { input: 10n, cached_input: 6n, output: 2n } },
    { name: 'groq: under x_groq', id: 'groq', block: { x_groq: { usage: { prompt_tokens: 10, completion_tokens: 2 } } }, counts: { input: 10n, output: 2n } },
    { name: 'together: cached tokens beside the totals', id: 'together', block: { usage: { prompt_tokens: 10, completion_tokens: 2, cached_tokens: 4 } }, counts: { cached_input: 4n } },
    { name: 'perplexity: searches and citations are meters of their own', id: 'perplexity', block: { usage: { prompt_tokens: 10, completion_tokens: 2, num_search_queries: 3, citation_tokens: 40 } }, counts: { web_searches: 3n, citation: 40n } },
    { name: 'a count that nobody knows stays visible', id: 'together', block: { usage: { prompt_tokens: 10, completion_tokens: 2, magic_tokens: 5 } }, counts: { unmapped_magic_tokens: 5n } },
  ])('$name', ({ id, block, counts }) => {
    const told = Object.fromEntries(Object.entries(answer(id, block)!.counts).filter(([, count]) => count !== undefined));
    expect(told).toMatchObject(counts);
    expect(Object.keys(told).some((meter) => meter.startsWith('unmapped')) ).toBe('unmapped_magic_tokens' in counts);
  });

  it('perplexity: its own cost is read to the last digit', () => {
    const text = '{"usage":{"prompt_tokens":1,"completion_tokens":2,"cost":{"output_tokens_cost":0.1,"total_cost":0.005000000001}}}';
    expect(usageOfAnswer(JSON.parse(text), text, { isFinal: true, differs: differsOf('perplexity') })!.statedChargePicoUsd).toBe(5_000_000_001n);
  });

  it('reasoning beside the answer is inside nothing, and in the total only where the vendor counts it there', () => {
    expect(usageDialectOf(differsOf('xai'))).toMatchObject({ totalOf: ['input', 'output', 'reasoning'] });
    expect(usageDialectOf(differsOf('perplexity'))).toMatchObject({ totalOf: ['input', 'output'] });
    for (const id of ['xai', 'perplexity']) expect(usageDialectOf(differsOf(id)).within).not.toHaveProperty('reasoning');
  });
});

describe('errors', () => {
  it.each([
    { name: 'a problem of nvidia', id: 'nvidia', status: 402, body: { title: 'Payment Required', status: 402, detail: 'Account is out of credits' }, errorClass: 'QUOTA', words: 'Account is out of credits' },
    { name: 'a sentence of xAI', id: 'xai', status: 400, body: { code: 'Client specified an invalid argument', error: "This model's maximum prompt length is 131072" }, errorClass: 'CONTEXT_LENGTH' },
    { name: 'an empty balance of deepseek', id: 'deepseek', status: 402, body: { error: { message: 'Insufficient Balance', type: 'unknown_error', code: 'invalid_request_error' } }, errorClass: 'QUOTA' },
    { name: 'a spent limit of groq', id: 'groq', status: 400, body: { error: { message: 'blocked', type: 'x', code: 'blocked_api_access' } }, errorClass: 'QUOTA' },
    { name: 'a refused field of mistral', id: 'mistral', status: 422, body: { detail: [{ type: 'extra_forbidden', loc: ['body', 'user'] }] }, errorClass: undefined },
  ])('$name is read', async ({ id, status, body, errorClass, words }) => {
    const { ErrorClass } = await import('@switchyard/proto/common/v1/attempt');
    const read = openAiErrorReader(differsOf(id))(body, status, () => undefined);
    expect(read.errorClass === undefined ? undefined : ErrorClass[read.errorClass]).toBe(errorClass);
    if (words !== undefined) expect(read.words).toBe(words);
  });

  it.each([
    { name: 'under error', chunk: { error: { message: 'm' } }, isError: true },
    { name: 'as a sentence', chunk: { error: 'm' }, isError: true },
    { name: 'without a frame', chunk: { object: 'error', message: 'm' }, isError: true },
    { name: 'an answer', chunk: { choices: [], error: null }, isError: false },
    { name: 'usage alone', chunk: { usage: { prompt_tokens: 1 } }, isError: false },
  ])('a 200 that is none is seen: $name', ({ chunk, isError }) => {
    expect(errorWithin(chunk) !== undefined).toBe(isError);
  });
});

it('thoughts in parts of the content are reasoning', () => {
  const blocks = new BlockWriter('attempt-000000000001');
  const steps = [...contentWords({ content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'hm' }] }, { type: 'text', text: 'yes' }] }, blocks)];
  expect(steps.flatMap((step) => (step.type === 'block_start' ? [step.kind] : step.type === 'block_text' ? [step.text] : []))).toEqual(['reasoning', 'hm', 'text', 'yes']);
});
