import { describe, expect, it } from '@jest/globals';
import { Role } from '@switchyard/proto/common/v1/chat';
import { contextOf, orderOf, says } from '../../testing/order.js';
import { toGoogleRequest } from './request.js';
import { markSignature } from './thought-signature.js';

const call = (id: string) => ({ case: 'toolCall' as const, value: { id, name: 'f', argumentsJson: '{"a":1}' } });
const result = (toolCallId: string, text: string, isError = false) => ({ case: 'toolResult' as const, value: { toolCallId, isError, parts: [{ content: { case: 'text' as const, value: text } }] } });

describe('toGoogleRequest', () => {
  it('instructions stand apart, turns alternate, and results go by the name of their function', () => {
    const messages = [
      says(Role.SYSTEM, { case: 'text', value: 'Be brief.' }),
      says(Role.USER, { case: 'text', value: 'Weather?' }),
      says(Role.ASSISTANT, call('c1'), call('c2')),
      says(Role.TOOL, result('c1', '{"sun":1}')),
      says(Role.TOOL, result('c2', 'down', true)),
    ];
    expect(toGoogleRequest(orderOf({ model: 'gemini-2.5-flash', messages }), contextOf())).toEqual({
      systemInstruction: { parts: [{ text: 'Be brief.' }] },
      contents: [
        { role: 'user', parts: [{ text: 'Weather?' }] },
        { role: 'model', parts: [{ functionCall: { name: 'f', args: { a: 1 } } }, { functionCall: { name: 'f', args: { a: 1 } } }] },
        { role: 'user', parts: [{ functionResponse: { name: 'f', response: { sun: 1 } } }, { functionResponse: { name: 'f', response: { error: 'down' } } }] },
      ],
      generationConfig: { maxOutputTokens: 100 },
    });
  });

  it.each([
    { name: 'its own signature goes back with the call it led to', model: 'gemini-3-flash-preview', signature: markSignature('sig'), sent: ['sig', undefined], warnings: 0 },
    { name: 'Gemini 3 is told that nobody signed', model: 'gemini-3-flash-preview', signature: '', sent: ['skip_thought_signature_validator', undefined], warnings: 0 },
    { name: 'another vendor signed, which is not shown to Gemini', model: 'gemini-3-flash-preview', signature: 'EqQB', sent: ['skip_thought_signature_validator', undefined], warnings: 1 },
    { name: 'Gemini 2.5 asks for none', model: 'gemini-2.5-pro', signature: '', sent: [undefined, undefined], warnings: 0 },
  ])('$name', ({ model, signature, sent, warnings }) => {
    const context = contextOf();
    const messages = [says(Role.ASSISTANT, { case: 'reasoning', value: { signature } }, call('c1'), call('c2'))];
    const { contents } = toGoogleRequest(orderOf({ model, messages }), context) as { contents: { parts: { thoughtSignature?: string }[] }[] };
    expect(contents[0]!.parts.map(({ thoughtSignature }) => thoughtSignature)).toEqual(sent);
    expect(context.warnings).toHaveLength(warnings);
  });

  it.each([
    { name: 'a budget is sent as it is', model: 'gemini-2.5-flash', parameters: { thinkingBudgetTokens: 500 }, sent: { thinkingBudget: 500, includeThoughts: true }, warnings: 0 },
    { name: 'Flash can stop thinking', model: 'gemini-2.5-flash', parameters: { reasoningEffort: 'none' }, sent: { thinkingBudget: 0, includeThoughts: false }, warnings: 0 },
    { name: '2.5 Pro cannot', model: 'gemini-2.5-pro', parameters: { reasoningEffort: 'none' }, sent: { thinkingBudget: 128, includeThoughts: false }, warnings: 1 },
    { name: 'an effort is a number of tokens for 2.5', model: 'gemini-2.5-pro', parameters: { reasoningEffort: 'high' }, sent: { thinkingBudget: 24_576, includeThoughts: true }, warnings: 0 },
    { name: 'an effort is a level for 3', model: 'gemini-3.5-flash', parameters: { reasoningEffort: 'minimal' }, sent: { thinkingLevel: 'MINIMAL', includeThoughts: true }, warnings: 0 },
    { name: '3 Pro thinks at least a little', model: 'gemini-3.1-pro-preview', parameters: { reasoningEffort: 'minimal' }, sent: { thinkingLevel: 'LOW', includeThoughts: true }, warnings: 1 },
    { name: 'an older model does not think', model: 'gemini-2.0-flash', parameters: { reasoningEffort: 'low' }, sent: undefined, warnings: 1 },
  ])('thinking: $name', ({ model, parameters, sent, warnings }) => {
    const context = contextOf();
    expect((toGoogleRequest(orderOf({ model, parameters }), context)['generationConfig'] as { thinkingConfig?: object }).thinkingConfig).toEqual(sent);
    expect(context.warnings).toHaveLength(warnings);
  });

  it.each([
    { mode: 'none', config: { mode: 'NONE' } },
    { mode: 'required', config: { mode: 'ANY' } },
    { mode: 'tool', config: { mode: 'ANY', allowedFunctionNames: ['f'] } },
    { mode: 'auto', config: { mode: 'AUTO' } },
  ])('tool choice $mode', ({ mode, config }) => {
    const request = toGoogleRequest(orderOf({ parameters: { tools: [{ name: 'f', parametersJson: '{"type":"object"}' }], toolChoice: { mode, name: 'f' } } }), contextOf());
    expect(request).toMatchObject({ tools: [{ functionDeclarations: [{ name: 'f', parametersJsonSchema: { type: 'object' } }] }], toolConfig: { functionCallingConfig: config } });
  });

  it('ours win over the fields of the row, inside generationConfig too', () => {
    const extraFields = { safetySettings: [], generationConfig: { topK: 5, maxOutputTokens: 1_000_000 } };
    expect(toGoogleRequest(orderOf({ extraFields, parameters: { randomSeed: 7n, stop: ['x'], responseFormat: { type: 'json_schema', schemaJson: '{"type":"object"}' } } }), contextOf())).toMatchObject({
      safetySettings: [],
      generationConfig: { topK: 5, maxOutputTokens: 100, seed: 7, stopSequences: ['x'], responseMimeType: 'application/json', responseJsonSchema: { type: 'object' } },
    });
  });

  it.each([
    { name: 'bytes inline', media: { source: { case: 'data' as const, value: Buffer.from('x') }, mediaType: 'application/pdf' }, part: { inlineData: { mimeType: 'application/pdf', data: 'eA==' } } },
    { name: 'an address as a file', media: { source: { case: 'url' as const, value: 'https://example.com/a.pdf' }, mediaType: 'application/pdf' }, part: { fileData: { fileUri: 'https://example.com/a.pdf', mimeType: 'application/pdf' } } },
    { name: 'a file by its name', media: { source: { case: 'fileId' as const, value: 'files/abc' } }, part: { fileData: { fileUri: 'https://generativelanguage.googleapis.com/v1beta/files/abc' } } },
  ])('documents: $name', ({ media, part }) => {
    const { contents } = toGoogleRequest(orderOf({ messages: [says(Role.USER, { case: 'document', value: media })] }), contextOf()) as { contents: { parts: unknown[] }[] };
    expect(contents[0]!.parts).toEqual([part]);
  });

  it.each([
    { name: 'a seed beyond 32 bits', order: orderOf({ parameters: { randomSeed: 1n << 40n } }), options: {}, message: 'random_seed:' },
    { name: 'a result without its call', order: orderOf({ messages: [says(Role.TOOL, result('nobody', 'r'))] }), options: {}, message: 'tool_call_id:' },
    { name: 'a tier on Vertex AI', order: orderOf({ serviceTier: 'flex' }), options: { location: 'global' }, message: 'service_tier:' },
  ])('refuses $name', ({ order, options, message }) => {
    expect(() => toGoogleRequest(order, contextOf(options))).toThrow(message);
  });
});
