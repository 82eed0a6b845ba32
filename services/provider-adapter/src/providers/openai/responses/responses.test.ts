// Goal: a conversation goes out as items and comes back as blocks, thoughts with what proves them, streamed and whole alike.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Role } from '@switchyard/proto/common/v1/chat';
import type { AnswerStep } from '../../../adapter/answer-step.js';
import { contextOf, orderOf, says } from '../../../testing/order.js';
import type { SseEvent } from '../../../toolkit/index.js';
import { toResponsesRequest } from './request.js';
import { stepsOfResponse } from './response.js';
import { signedItem, signItem } from './signature.js';
import { ResponsesStream } from './stream.js';

const call = { case: 'toolCall' as const, value: { id: 'c1', name: 'f', argumentsJson: '{"a":1}' } };
const result = { case: 'toolResult' as const, value: { toolCallId: 'c1', parts: [{ content: { case: 'text' as const, value: 'r' } }] } };
const thought = (signature: string) => ({ case: 'reasoning' as const, value: { text: 'hm', signature } });

describe('toResponsesRequest', () => {
  it('says a conversation with tools in items, in its order', () => {
    const messages = [says(Role.SYSTEM, { case: 'text', value: 'Be brief.' }), says(Role.USER, { case: 'text', value: 'Hi' }), says(Role.ASSISTANT, thought(signItem('rs_1', 'enc')), call), says(Role.TOOL, result)];
    const context = contextOf();
    expect(toResponsesRequest(orderOf({ model: 'gpt-5-mini', messages }), context)).toEqual({
      model: 'gpt-5-mini',
      input: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: [{ type: 'input_text', text: 'Hi' }] },
        { type: 'reasoning', id: 'rs_1', summary: [{ type: 'summary_text', text: 'hm' }], encrypted_content: 'enc' },
        { type: 'function_call', call_id: 'c1', name: 'f', arguments: '{"a":1}' },
        { type: 'function_call_output', call_id: 'c1', output: 'r' },
      ],
      max_output_tokens: 100,
      store: false,
      include: ['reasoning.encrypted_content'],
    });
    expect(context.warnings).toEqual([]);
  });

  it.each(['', 'google:x', 'c2lnbmVk'])('leaves out thoughts that another vendor signed, or nobody (%j)', (signature) => {
    const context = contextOf();
    const messages = [says(Role.USER, { case: 'text', value: 'Hi' }), says(Role.ASSISTANT, thought(signature), { case: 'text', value: 'Yes?' })];
    expect(toResponsesRequest(orderOf({ messages }), context).input).toEqual([{ role: 'user', content: [{ type: 'input_text', text: 'Hi' }] }, { role: 'assistant', content: 'Yes?' }]);
    expect(context.warnings).toEqual([expect.stringContaining('takes back only its own')]);
  });

  it.each([
    { name: 'a strict tool', parameters: { tools: [{ name: 'f', parametersJson: '{"type":"object"}', strict: true }], toolChoice: { mode: 'tool', name: 'f', parallel: false } }, sent: { tools: [{ type: 'function', name: 'f', parameters: { type: 'object' }, strict: true }], tool_choice: { type: 'function', name: 'f' }, parallel_tool_calls: false }, warned: 0 },
    { name: 'a tool that is not strict, which is said', parameters: { tools: [{ name: 'f' }] }, sent: { tools: [{ type: 'function', name: 'f', parameters: { type: 'object', properties: {} }, strict: false }] }, warned: 0 },
    { name: 'a schema', parameters: { responseFormat: { type: 'json_schema', name: 'n', schemaJson: '{"type":"object"}', strict: true } }, sent: { text: { format: { type: 'json_schema', name: 'n', schema: { type: 'object' }, strict: true } } }, warned: 0 },
    { name: 'an effort and a summary', parameters: { reasoningEffort: 'low', thinkingDisplay: 'summarized' }, sent: { reasoning: { effort: 'low', summary: 'auto' } }, warned: 0 },
    { name: 'knobs that it does not have', parameters: { stop: ['x'], frequencyPenalty: 1, presencePenalty: 1, randomSeed: 3n, thinkingBudgetTokens: 9 }, sent: {}, warned: 5 },
    { name: 'knobs of sampling', parameters: { temperature: 0.5, topP: 0.9 }, sent: { temperature: 0.5, top_p: 0.9 }, warned: 0 },
  ])('$name', ({ parameters, sent, warned }) => {
    const context = contextOf();
    const { model, input, max_output_tokens: cap, store, ...rest } = toResponsesRequest(orderOf({ parameters }), context);
    expect([model, cap, store, Array.isArray(input)]).toEqual(['m', 100, false, true]);
    expect(rest).toEqual(sent);
    expect(context.warnings).toHaveLength(warned);
  });
});

describe('a signature', () => {
  it('gives id and content back, and nobody else can be mistaken for it', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\w-]+$/), fc.string(), (id, encrypted) => expect(signedItem(signItem(id, encrypted))).toEqual({ id, encrypted })),
    );
    expect(signItem(undefined, 'x')).toBe('');
    expect(signItem('rs_1', undefined)).toBe('');
    expect(signedItem('openai:no-end')).toBeUndefined();
  });
});

const reasoning = { type: 'reasoning', id: 'rs_1', summary: [{ type: 'summary_text', text: 'First.' }, { type: 'summary_text', text: 'Then.' }], encrypted_content: 'enc' };
const message = { type: 'message', id: 'msg_1', role: 'assistant', status: 'completed', content: [{ type: 'output_text', text: 'Hello there', annotations: [] }] };
const called = { type: 'function_call', id: 'fc_1', call_id: 'c1', name: 'f', arguments: '{"a":1}', status: 'completed' };
const usage = { input_tokens: 30, input_tokens_details: { cached_tokens: 20, cache_write_tokens: 0 }, output_tokens: 12, output_tokens_details: { reasoning_tokens: 5 }, total_tokens: 42 };
const response = { id: 'resp_1', object: 'response', status: 'completed', model: 'gpt-5-mini', service_tier: 'default', error: null, incomplete_details: null, output: [reasoning, message, called], usage };

const sse = (...events: readonly object[]): SseEvent[] => events.map((event) => ({ data: JSON.stringify(event) }) as SseEvent);
const streamed = sse(
  { type: 'response.created', response: { ...response, status: 'in_progress', output: [], usage: null } },
  { type: 'response.output_item.added', output_index: 0, item: { ...reasoning, summary: [], encrypted_content: '' } },
  { type: 'response.reasoning_summary_part.added', output_index: 0, summary_index: 0 },
  { type: 'response.reasoning_summary_text.delta', output_index: 0, summary_index: 0, delta: 'First.' },
  { type: 'response.reasoning_summary_part.added', output_index: 0, summary_index: 1 },
  { type: 'response.reasoning_summary_text.delta', output_index: 0, summary_index: 1, delta: 'Then.' },
  { type: 'response.output_item.done', output_index: 0, item: reasoning },
  { type: 'response.output_item.added', output_index: 1, item: { ...message, content: [] } },
  { type: 'response.output_text.delta', output_index: 1, content_index: 0, delta: 'Hello ' },
  { type: 'response.output_text.delta', output_index: 1, content_index: 0, delta: 'there' },
  { type: 'response.output_item.done', output_index: 1, item: message },
  { type: 'response.output_item.added', output_index: 2, item: { ...called, arguments: '' } },
  { type: 'response.function_call_arguments.delta', output_index: 2, delta: '{"a"' },
  { type: 'response.function_call_arguments.delta', output_index: 2, delta: ':1}' },
  { type: 'response.output_item.done', output_index: 2, item: called },
  { type: 'response.completed', response },
);

/** What blocks, usage and end say, without how the text was cut. */
function meaningOf(steps: readonly AnswerStep[]): unknown {
  const blocks = new Map<number, { kind: string; id: string; name: string; text: string; signature: string }>();
  for (const step of steps) {
    if (step.type === 'block_start') blocks.set(step.index, { kind: step.kind, id: step.toolCallId, name: step.toolName, text: '', signature: '' });
    if (step.type === 'block_text') Object.assign(blocks.get(step.index)!, { text: blocks.get(step.index)!.text + step.text, signature: blocks.get(step.index)!.signature + step.signature });
  }
  return { blocks: [...blocks.values()], usage: steps.filter(({ type }) => type === 'usage').at(-1), finish: steps.find(({ type }) => type === 'finish') };
}

describe('an answer', () => {
  it('is the same streamed, however its events are batched, and whole', () => {
    const whole = meaningOf(stepsOfResponse(response, 'attempt-1'));
    expect(whole).toMatchObject({
      blocks: [
        { kind: 'reasoning', text: 'First.\n\nThen.', signature: 'openai:rs_1:enc' },
        { kind: 'text', text: 'Hello there', signature: '' },
        { kind: 'tool_call', id: 'c1', name: 'f', text: '{"a":1}' },
      ],
      usage: { counts: { input: 30n, output: 12n, cached_input: 20n, cache_write: 0n, reasoning: 5n }, total: 42n, isFinal: true },
      finish: { unified: 'tool_calls', raw: 'completed' },
    });
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: streamed.length }), { maxLength: 6 }), (cuts) => {
        const stream = new ResponsesStream('attempt-1');
        const at = [0, ...cuts.toSorted((one, other) => one - other), streamed.length];
        const steps = at.slice(1).flatMap((end, index) => stream.take(streamed.slice(at[index], end)).steps);
        expect(stream.isDone).toBe(true);
        expect(meaningOf(steps)).toEqual(whole);
      }),
    );
  });

  it('keeps two thoughts apart, each with what proves it', () => {
    const steps = stepsOfResponse({ ...response, output: [reasoning, { ...reasoning, id: 'rs_2', encrypted_content: 'other' }, message] }, 'attempt-1');
    expect(meaningOf(steps)).toMatchObject({ blocks: [{ signature: 'openai:rs_1:enc' }, { signature: 'openai:rs_2:other' }, { kind: 'text' }] });
  });

  it.each([
    { name: 'the cap', over: { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } }, finish: { unified: 'length', raw: 'max_output_tokens' } },
    { name: 'the filter', over: { status: 'incomplete', incomplete_details: { reason: 'content_filter' } }, finish: { unified: 'content_filter', raw: 'content_filter' } },
    { name: 'a reason that nobody knows', over: { status: 'incomplete', incomplete_details: { reason: 'steered' } }, finish: { unified: 'unknown', raw: 'steered' } },
    { name: 'a refusal', over: { output: [{ ...message, content: [{ type: 'refusal', refusal: 'No.' }] }] }, finish: { unified: 'refusal', raw: 'completed' } },
    { name: 'nothing said', over: { status: undefined }, finish: { unified: 'missing', raw: '' } },
    { name: 'a cancel of the vendor', over: { status: 'cancelled' }, finish: { unified: 'error', raw: 'cancelled' } },
  ])('ends by $name', ({ over, finish }) => {
    expect(meaningOf(stepsOfResponse({ ...response, ...over }, 'a'))).toMatchObject({ finish });
    const stream = new ResponsesStream('a');
    expect(meaningOf(stream.take(sse({ type: 'response.output_item.done', item: { ...response, ...over }.output[0] }, { type: 'response.incomplete', response: { ...response, ...over } })).steps)).toMatchObject({ finish: over.output === undefined ? finish : { unified: 'refusal' } });
  });

  it('that failed is the failure that the vendor tells', () => {
    const failed = { ...response, status: 'failed', error: { code: 'rate_limit_exceeded', message: 'slow down' } };
    expect(() => stepsOfResponse(failed, 'a')).toThrow(/rate_limit_exceeded/);
    expect(new ResponsesStream('a').take(sse({ type: 'response.failed', response: failed })).failure?.message).toContain('rate_limit_exceeded');
    expect(new ResponsesStream('a').take(sse({ type: 'error', code: 'server_error', message: 'x' })).failure?.message).toContain('server_error');
  });
});
