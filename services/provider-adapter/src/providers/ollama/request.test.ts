import { describe, expect, it } from '@jest/globals';
import { Role } from '@switchyard/proto/common/v1/chat';
import { contextOf, orderOf, says } from '../../testing/order.js';
import { toOllamaRequest } from './request.js';

describe('toOllamaRequest', () => {
  // Goal: without num_ctx Ollama cuts a long prompt and says nothing.
  it.each([
    { name: 'the size of the row', contextWindow: 32_000, options: {}, expected: 32_000 },
    { name: "the operator's own size", contextWindow: 32_000, options: { num_ctx: '8192' }, expected: 8_192 },
    { name: 'the row when the option is nonsense', contextWindow: 32_000, options: { num_ctx: 'big' }, expected: 32_000 },
  ])('tells $name', ({ contextWindow, options, expected }) => {
    expect(toOllamaRequest(orderOf({ contextWindow }), contextOf(options)).options).toMatchObject({ num_ctx: expected, num_predict: 100 });
  });

  it('pictures stand beside the words, results carry the name of their tool', () => {
    const messages = [
      says(Role.USER, { case: 'image', value: { source: { case: 'url', value: 'data:image/png;base64,AQID' } } }, { case: 'text', value: 'See.' }),
      says(Role.ASSISTANT, { case: 'toolCall', value: { id: 'c1', name: 'f', argumentsJson: '{"a":1}' } }),
      says(Role.TOOL, { case: 'toolResult', value: { toolCallId: 'c1', parts: [{ content: { case: 'text', value: 'r' } }] } }),
    ];
    expect(toOllamaRequest(orderOf({ messages }), contextOf()).messages).toEqual([
      { role: 'user', content: 'See.', images: ['AQID'] },
      { role: 'assistant', content: '', tool_calls: [{ function: { name: 'f', arguments: { a: 1 } } }] },
      { role: 'tool', content: 'r', tool_name: 'f' },
    ]);
  });

  it.each([
    { model: 'qwen3', effort: 'low', think: true },
    { model: 'gpt-oss:20b', effort: 'minimal', think: 'low' },
    { model: 'qwen3', effort: 'none', think: false },
  ])('$model thinks with effort $effort: $think', ({ model, effort, think }) => {
    expect(toOllamaRequest(orderOf({ model, parameters: { reasoningEffort: effort } }), contextOf()).think).toBe(think);
  });

  it('options of the caller are added, and never win over the cap', () => {
    expect(toOllamaRequest(orderOf({ extraFields: { keep_alive: '5m', options: { num_predict: -1, top_k: 5 } } }), contextOf())).toMatchObject({ keep_alive: '5m', options: { num_predict: 100, top_k: 5 } });
  });

  it.each([
    { name: 'an image that only it could fetch', order: orderOf({ messages: [says(Role.USER, { case: 'image', value: { source: { case: 'url', value: 'https://x.example/a.png' } } })] }), field: 'messages[0].parts[0].image' },
    { name: 'a call that must be made', order: orderOf({ parameters: { tools: [{ name: 'f' }], toolChoice: { mode: 'required' } } }), field: 'tool_choice' },
  ])('refuses $name', ({ order, field }) => {
    expect(() => toOllamaRequest(order, contextOf())).toThrow(`${field}:`);
  });

  it('without tools where none may be called', () => {
    expect(toOllamaRequest(orderOf({ parameters: { tools: [{ name: 'f' }], toolChoice: { mode: 'none' } } }), contextOf())).not.toHaveProperty('tools');
  });
});
