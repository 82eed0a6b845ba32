import { describe, expect, it } from '@jest/globals';
import { Role } from '@switchyard/proto/common/v1/chat';
import { contextOf, orderOf, says } from '../../testing/order.js';
import { toAnthropicRequest } from './request.js';
import { takesSampling } from './sampling.js';

describe('takesSampling', () => {
  it.each(['claude-3-5-sonnet-20241022', 'claude-opus-4-20250514', 'claude-sonnet-4-5-20250929', 'claude-sonnet-4-6', 'claude-haiku-4-5', 'anthropic/claude-opus-4-1'])('%s does', (model) => expect(takesSampling(model)).toBe(true));
  it.each(['claude-opus-4-7', 'claude-opus-4-8', 'claude-opus-4-10', 'claude-sonnet-5', 'claude-haiku-5', 'claude-fable-5', 'unheard-of'])('%s does not', (model) => expect(takesSampling(model)).toBe(false));
});

describe('toAnthropicRequest', () => {
  it('instructions stand apart, turns alternate, and results come before words', () => {
    const messages = [
      says(Role.SYSTEM, { case: 'text', value: 'Be brief.' }),
      says(Role.USER, { case: 'text', value: 'Weather?' }),
      says(Role.ASSISTANT, { case: 'reasoning', value: { text: 'hm', signature: 'sig' } }, { case: 'toolCall', value: { id: 'c1', name: 'f', argumentsJson: '{"a":1}' } }, { case: 'toolCall', value: { id: 'c2', name: 'f', argumentsJson: '' } }),
      says(Role.TOOL, { case: 'toolResult', value: { toolCallId: 'c1', parts: [{ content: { case: 'text', value: 'r1' } }] } }),
      says(Role.TOOL, { case: 'toolResult', value: { toolCallId: 'c2', parts: [], isError: true } }),
      says(Role.USER, { case: 'text', value: 'So?' }),
    ];
    const request = toAnthropicRequest(orderOf({ messages }), contextOf());
    expect(request).toMatchObject({ max_tokens: 100, system: [{ type: 'text', text: 'Be brief.' }] });
    expect(request.messages).toEqual([
      { role: 'user', content: [{ type: 'text', text: 'Weather?' }] },
      { role: 'assistant', content: [{ type: 'thinking', thinking: 'hm', signature: 'sig' }, { type: 'tool_use', id: 'c1', name: 'f', input: { a: 1 } }, { type: 'tool_use', id: 'c2', name: 'f', input: {} }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'c1', content: [{ type: 'text', text: 'r1' }] }, { type: 'tool_result', tool_use_id: 'c2', content: [], is_error: true }, { type: 'text', text: 'So?' }] },
    ]);
  });

  it('cache hints go where they were given', () => {
    const messages = [{ role: Role.USER, parts: [{ content: { case: 'text' as const, value: 'long' }, cacheHint: { ttl: '1h' } }] }];
    expect(toAnthropicRequest(orderOf({ messages }), contextOf()).messages[0]!.content).toEqual([{ type: 'text', text: 'long', cache_control: { type: 'ephemeral', ttl: '1h' } }]);
    const tools = [{ name: 'f', cacheHint: { ttl: '' } }];
    expect(toAnthropicRequest(orderOf({ parameters: { tools } }), contextOf()).tools).toMatchObject([{ name: 'f', cache_control: { type: 'ephemeral' } }]);
  });

  it('leaves out what another provider thought, with a warning', () => {
    const messages = [says(Role.USER, { case: 'text', value: 'Why?' }), says(Role.ASSISTANT, { case: 'reasoning', value: { text: 'hm' } }, { case: 'reasoning', value: { signature: 'google:abc' } }), says(Role.USER, { case: 'text', value: 'So?' })];
    const context = contextOf();
    expect(toAnthropicRequest(orderOf({ messages }), context).messages).toEqual([{ role: 'user', content: [{ type: 'text', text: 'Why?' }, { type: 'text', text: 'So?' }] }]);
    expect(context.warnings).toEqual([expect.stringContaining('signature')]);
  });

  it.each([
    { name: 'an older model takes temperature up to 1', model: 'claude-haiku-4-5', parameters: { temperature: 1.5 }, sent: { temperature: 1 }, warnings: 1 },
    { name: 'an older model takes one of the two', model: 'claude-haiku-4-5', parameters: { temperature: 0, topP: 0.5 }, sent: { temperature: 0 }, warnings: 1 },
    { name: 'an older model takes top_p alone', model: 'claude-haiku-4-5', parameters: { topP: 0.5 }, sent: { top_p: 0.5 }, warnings: 0 },
    { name: 'a newer model takes neither', model: 'claude-opus-4-8', parameters: { temperature: 0.5, topP: 0.5 }, sent: {}, warnings: 2 },
    { name: 'a default needs no warning', model: 'claude-opus-4-8', parameters: { temperature: 1, topP: 1 }, sent: {}, warnings: 0 },
    { name: 'what does not exist here is warned of', model: 'claude-haiku-4-5', parameters: { randomSeed: 1n, frequencyPenalty: 1, presencePenalty: 1 }, sent: {}, warnings: 3 },
  ])('$name', ({ model, parameters, sent, warnings }) => {
    const context = contextOf();
    const request = toAnthropicRequest(orderOf({ model, parameters }), context) as unknown as Record<string, unknown>;
    expect(Object.fromEntries(['temperature', 'top_p'].filter((field) => field in request).map((field) => [field, request[field]]))).toEqual(sent);
    expect(context.warnings).toHaveLength(warnings);
  });

  it('thinking has its budget within the cap, or is refused', () => {
    expect(toAnthropicRequest(orderOf({ maxOutputTokens: 4_000, parameters: { thinkingBudgetTokens: 2_000 } }), contextOf())).toMatchObject({ thinking: { type: 'enabled', budget_tokens: 2_000 } });
    expect(() => toAnthropicRequest(orderOf({ maxOutputTokens: 2_000, parameters: { thinkingBudgetTokens: 2_000 } }), contextOf())).toThrow('thinking_budget_tokens:');
  });

  it.each([
    { name: 'adaptive', parameters: { thinking: 'adaptive' }, thinking: { type: 'adaptive' } },
    { name: 'adaptive and shown', parameters: { thinking: 'adaptive', thinkingDisplay: 'summarized' }, thinking: { type: 'adaptive', display: 'summarized' } },
    { name: 'budgeted and not shown', parameters: { thinkingBudgetTokens: 50, thinkingDisplay: 'omitted' }, thinking: { type: 'enabled', budget_tokens: 50, display: 'omitted' } },
  ])('thinking is sent as asked: $name', ({ parameters, thinking }) => {
    expect(toAnthropicRequest(orderOf({ parameters }), contextOf()).thinking).toEqual(thinking);
  });

  it('effort and schema share their place', () => {
    const parameters = { reasoningEffort: 'minimal', responseFormat: { type: 'json_schema', schemaJson: '{"type":"object"}' } };
    expect(toAnthropicRequest(orderOf({ parameters }), contextOf()).output_config).toEqual({ effort: 'low', format: { type: 'json_schema', schema: { type: 'object' } } });
    expect(() => toAnthropicRequest(orderOf({ parameters: { responseFormat: { type: 'json' } } }), contextOf())).toThrow('response_format.type:');
  });

  it.each([
    { mode: '', parallel: false, expected: { type: 'auto', disable_parallel_tool_use: true } },
    { mode: 'none', parallel: undefined, expected: { type: 'none' } },
    { mode: 'required', parallel: undefined, expected: { type: 'any' } },
    { mode: 'tool', parallel: true, expected: { type: 'tool', name: 'f', disable_parallel_tool_use: false } },
  ])('tool choice "$mode" is $expected.type', ({ mode, parallel, expected }) => {
    expect(toAnthropicRequest(orderOf({ parameters: { tools: [{ name: 'f' }], toolChoice: { mode, name: 'f', parallel } } }), contextOf()).tool_choice).toEqual(expected);
  });

  it('sound is refused by its field', () => {
    expect(() => toAnthropicRequest(orderOf({ messages: [says(Role.USER, { case: 'audio', value: {} })] }), contextOf())).toThrow('messages[0].parts[0]:');
  });
});
