import { describe, expect, it } from '@jest/globals';
import { Role } from '@switchyard/proto/common/v1/chat';
import { contextOf, orderOf, says } from '../../../testing/order.js';
import { isReasoningModel } from './reasoning.js';
import { toOpenAiRequest } from './request.js';

describe('isReasoningModel', () => {
  it.each(['o1', 'o3-mini', 'o4-mini-2025-04-16', 'gpt-5', 'gpt-5-mini', 'gpt-5.1-codex', 'gpt-6', 'openai/gpt-5'])('%s reasons', (model) => expect(isReasoningModel(model)).toBe(true));
  it.each(['gpt-4.1-mini', 'gpt-4o', 'gpt-5-chat-latest', 'llama-3', 'omni', 'gpt-oss-120b'])('%s does not', (model) => expect(isReasoningModel(model)).toBe(false));
});

// Goal: the cap is always sent under the name that the model takes, because it is what bounds the cost.
describe('toOpenAiRequest', () => {
  it.each([
    { name: 'an ordinary model', order: orderOf({ model: 'gpt-4.1' }), options: {}, sent: { max_tokens: 100 }, absent: 'max_completion_tokens' },
    { name: 'a reasoning model by its name', order: orderOf({ model: 'gpt-5-mini' }), options: {}, sent: { max_completion_tokens: 100 }, absent: 'max_tokens' },
    { name: 'a reasoning model by its row', order: orderOf({ model: 'deepthought', isReasoning: true }), options: {}, sent: { max_completion_tokens: 100 }, absent: 'max_tokens' },
    { name: 'a server that has forgotten the old name', order: orderOf({ model: 'x' }), options: { output_cap_field: 'max_completion_tokens' }, sent: { max_completion_tokens: 100 }, absent: 'max_tokens' },
  ])('caps $name', ({ order, options, sent, absent }) => {
    const request = toOpenAiRequest(order, contextOf(options));
    expect(request).toMatchObject(sent);
    expect(request).not.toHaveProperty(absent);
  });

  it('leaves out what a reasoning model refuses, one warning each, and is silent about defaults', () => {
    const loud = contextOf();
    const parameters = { temperature: 0.3, topP: 0.5, frequencyPenalty: 1, presencePenalty: 1, stop: ['x'], thinkingBudgetTokens: 5 };
    const request = toOpenAiRequest(orderOf({ model: 'o3', parameters }), loud);
    for (const field of ['temperature', 'top_p', 'frequency_penalty', 'presence_penalty', 'stop']) expect(request).not.toHaveProperty(field);
    expect(loud.warnings).toHaveLength(6);
    const quiet = contextOf();
    toOpenAiRequest(orderOf({ model: 'o3', parameters: { temperature: 1, topP: 1, frequencyPenalty: 0 } }), quiet);
    expect(quiet.warnings).toEqual([]);
  });

  it('sends knobs, zero included, to models that take them', () => {
    expect(toOpenAiRequest(orderOf({ model: 'gpt-4.1', parameters: { temperature: 0, topP: 0.5, stop: ['x'], randomSeed: 7n } }), contextOf())).toMatchObject({ temperature: 0, top_p: 0.5, stop: ['x'], seed: 7 });
  });

  it('fields that are not ours are added, and never win over ours', () => {
    const request = toOpenAiRequest(orderOf({ model: 'gpt-4.1', extraFields: { logit_bias: { 5: 1 }, model: 'dearer', max_tokens: 99_999 } }), contextOf());
    expect(request).toMatchObject({ logit_bias: { 5: 1 }, model: 'gpt-4.1', max_tokens: 100 });
  });

  it('results of tools become messages of their own, before the words beside them', () => {
    const messages = [
      says(Role.ASSISTANT, { case: 'reasoning', value: { text: 'hm' } }, { case: 'toolCall', value: { id: 'c1', name: 'f', argumentsJson: '' } }),
      says(Role.USER, { case: 'text', value: 'and now' }, { case: 'toolResult', value: { toolCallId: 'c1', parts: [{ content: { case: 'text', value: 'r' } }] } }),
    ];
    const context = contextOf();
    expect(toOpenAiRequest(orderOf({ messages }), context).messages).toEqual([
      { role: 'assistant', content: null, tool_calls: [{ id: 'c1', type: 'function', function: { name: 'f', arguments: '{}' } }] },
      { role: 'tool', tool_call_id: 'c1', content: 'r' },
      { role: 'user', content: 'and now' },
    ]);
    expect(context.warnings).toHaveLength(1);
  });

  it('sends files and sounds in the shapes that the API takes', () => {
    const bytes = new Uint8Array([1, 2, 3]);
    const message = says(Role.USER, { case: 'document', value: { source: { case: 'data', value: bytes }, mediaType: 'application/pdf', filename: 'a.pdf' } }, { case: 'audio', value: { source: { case: 'data', value: bytes }, mediaType: 'audio/wav' } }, { case: 'image', value: { source: { case: 'url', value: 'https://x.example/a.png' }, detail: 'low' } });
    expect(toOpenAiRequest(orderOf({ messages: [message] }), contextOf()).messages).toEqual([
      { role: 'user', content: [{ type: 'file', file: { file_data: 'data:application/pdf;base64,AQID', filename: 'a.pdf' } }, { type: 'input_audio', input_audio: { data: 'AQID', format: 'wav' } }, { type: 'image_url', image_url: { url: 'https://x.example/a.png', detail: 'low' } }] },
    ]);
  });

  it.each([
    { name: 'an image by file id', message: says(Role.USER, { case: 'image', value: { source: { case: 'fileId', value: 'f' } } }), field: 'messages[0].parts[0].image' },
    { name: 'a document by URL', message: says(Role.USER, { case: 'document', value: { source: { case: 'url', value: 'https://x.example/a.pdf' } } }), field: 'messages[0].parts[0].document' },
    { name: 'a picture in the instructions', message: says(Role.SYSTEM, { case: 'image', value: {} }), field: 'messages[0].parts[0]' },
    { name: 'a message of nobody', message: says(Role.UNSPECIFIED, { case: 'text', value: 'x' }), field: 'messages[0].role' },
  ])('refuses $name by its field', ({ message, field }) => {
    expect(() => toOpenAiRequest(orderOf({ messages: [message] }), contextOf())).toThrow(`${field}:`);
  });

  it('refuses a schema that is none', () => {
    expect(() => toOpenAiRequest(orderOf({ parameters: { tools: [{ name: 'f', parametersJson: '[' }] } }), contextOf())).toThrow('tools[0].parameters_json:');
  });

  it('steers tools and the shape of the answer', () => {
    const tools = [{ name: 'f', parametersJson: '' }];
    const request = toOpenAiRequest(orderOf({ parameters: { tools, toolChoice: { mode: 'tool', name: 'f', parallel: false }, responseFormat: { type: 'json_schema', schemaJson: '{"type":"object"}', strict: true } } }), contextOf());
    expect(request).toMatchObject({ tool_choice: { type: 'function', function: { name: 'f' } }, parallel_tool_calls: false, response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true } } });
  });
});
