// Goal: what is never right is told with its path, before anything is spent; what is right passes.
import { describe, expect, it } from '@jest/globals';
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { Role, type MessageSchema } from '@switchyard/proto/common/v1/chat';
import { GenerateRequestSchema } from '@switchyard/proto/router/v1/generate';
import type { AppError } from '@switchyard/common/errors';
import { labelLengthMax, labelsMax, messagesMax, nameLengthMax, namesMax, partsMax, schemaDepthMax, stopSequencesMax, toolsMax } from '../limits.js';
import { validate } from './validate.js';

type Request = MessageInitShape<typeof GenerateRequestSchema>;
type Part = Exclude<MessageInitShape<typeof MessageSchema>['parts'], undefined>[number];

const text: Part = { content: { case: 'text', value: 'x' } };
const said = (part: Part): Request => ({ prompt: '', messages: [{ role: Role.USER, parts: [text, part] }] });
const many = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one);
const nested = (depth: number): string => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth);

function fault(request: Request): AppError | undefined {
  try {
    validate(create(GenerateRequestSchema, { prompt: 'hello', ...request }));
    return undefined;
  } catch (error) {
    return error as AppError;
  }
}

describe('validate', () => {
  it.each<{ name: string; request: Request; field: string }>([
    { name: 'nothing to answer', request: { prompt: '' }, field: 'messages' },
    { name: 'prompt and messages', request: { messages: [{ role: Role.USER, parts: [text] }] }, field: 'prompt' },
    { name: 'too many messages', request: { prompt: '', messages: many(messagesMax + 1, { role: Role.USER, parts: [text] }) }, field: 'messages' },
    { name: 'no role', request: { prompt: '', messages: [{ parts: [text] }] }, field: 'messages[0].role' },
    { name: 'a role of the future', request: { prompt: '', messages: [{ role: 99 as Role, parts: [text] }] }, field: 'messages[0].role' },
    { name: 'no parts', request: { prompt: '', messages: [{ role: Role.USER, parts: [text] }, { role: Role.USER }] }, field: 'messages[1].parts' },
    { name: 'too many parts', request: { prompt: '', messages: [{ role: Role.USER, parts: many(partsMax + 1, text) }] }, field: 'messages[0].parts' },
    { name: 'an empty part', request: said({}), field: 'messages[0].parts[1]' },
    { name: 'an image without a source', request: said({ content: { case: 'image', value: {} } }), field: 'messages[0].parts[1].image' },
    { name: 'bytes without a type', request: said({ content: { case: 'document', value: { source: { case: 'data', value: new Uint8Array(1) } } } }), field: 'messages[0].parts[1].document.media_type' },
    { name: 'a call without a name', request: said({ content: { case: 'toolCall', value: {} } }), field: 'messages[0].parts[1].tool_call.name' },
    { name: 'arguments that are no JSON', request: said({ content: { case: 'toolCall', value: { name: 'f', argumentsJson: '{' } } }), field: 'messages[0].parts[1].tool_call.arguments_json' },
    { name: 'arguments that are no object', request: said({ content: { case: 'toolCall', value: { name: 'f', argumentsJson: '[1]' } } }), field: 'messages[0].parts[1].tool_call.arguments_json' },
    { name: 'a result without its call', request: said({ content: { case: 'toolResult', value: {} } }), field: 'messages[0].parts[1].tool_result.tool_call_id' },
    { name: 'a fault inside a result', request: said({ content: { case: 'toolResult', value: { toolCallId: 'c', parts: [{}] } } }), field: 'messages[0].parts[1].tool_result.parts[0]' },
    { name: 'temperature above 2', request: { parameters: { temperature: 2.1 } }, field: 'parameters.temperature' },
    { name: 'temperature that is no number', request: { parameters: { temperature: Number.NaN } }, field: 'parameters.temperature' },
    { name: 'top_p above 1', request: { parameters: { topP: 1.1 } }, field: 'parameters.top_p' },
    { name: 'penalty below -2', request: { parameters: { frequencyPenalty: -3 } }, field: 'parameters.frequency_penalty' },
    { name: 'penalty above 2', request: { parameters: { presencePenalty: 3 } }, field: 'parameters.presence_penalty' },
    { name: 'no tokens', request: { parameters: { maxOutputTokens: 0 } }, field: 'parameters.max_output_tokens' },
    { name: 'negative thinking', request: { parameters: { thinkingBudgetTokens: -1 } }, field: 'parameters.thinking_budget_tokens' },
    { name: 'too many stops', request: { parameters: { stop: many(stopSequencesMax + 1, 'x') } }, field: 'parameters.stop' },
    { name: 'an empty stop', request: { parameters: { stop: ['x', ''] } }, field: 'parameters.stop[1]' },
    { name: 'an unknown effort', request: { parameters: { reasoningEffort: 'heroic' } }, field: 'parameters.reasoning_effort' },
    { name: 'too many tools', request: { parameters: { tools: Array.from({ length: toolsMax + 1 }, (_, index) => ({ name: `f${index}` })) } }, field: 'parameters.tools' },
    { name: 'two tools of one name', request: { parameters: { tools: [{ name: 'f' }, { name: 'f' }] } }, field: 'parameters.tools[1].name' },
    { name: 'a tool with a strange name', request: { parameters: { tools: [{ name: 'f f' }] } }, field: 'parameters.tools[0].name' },
    { name: 'a schema that is no JSON', request: { parameters: { tools: [{ name: 'f', parametersJson: '{' }] } }, field: 'parameters.tools[0].parameters_json' },
    { name: 'a schema without a bottom', request: { parameters: { tools: [{ name: 'f', parametersJson: nested(schemaDepthMax + 1) }] } }, field: 'parameters.tools[0].parameters_json' },
    { name: 'an unknown choice', request: { parameters: { toolChoice: { mode: 'maybe' } } }, field: 'parameters.tool_choice.mode' },
    { name: 'a choice of no tool', request: { parameters: { toolChoice: { mode: 'tool', name: 'g' }, tools: [{ name: 'f' }] } }, field: 'parameters.tool_choice.name' },
    { name: 'a choice that needs tools', request: { parameters: { toolChoice: { mode: 'required' } } }, field: 'parameters.tool_choice.mode' },
    { name: 'an unknown format', request: { parameters: { responseFormat: { type: 'xml' } } }, field: 'parameters.response_format.type' },
    { name: 'a format without its schema', request: { parameters: { responseFormat: { type: 'json_schema' } } }, field: 'parameters.response_format.schema_json' },
    { name: 'a long client id', request: { clientRequestId: 'x'.repeat(nameLengthMax + 1) }, field: 'client_request_id' },
    { name: 'too many labels', request: { labels: Object.fromEntries(many(labelsMax + 1, '').map((_, index) => [`l${index}`, 'x'])) }, field: 'labels' },
    { name: 'a long label', request: { labels: { team: 'x'.repeat(labelLengthMax + 1) } }, field: 'labels.team' },
    { name: 'a long end user', request: { endUser: 'x'.repeat(nameLengthMax + 1) }, field: 'end_user' },
    { name: 'a long feature', request: { feature: 'x'.repeat(nameLengthMax + 1) }, field: 'feature' },
    { name: 'a NUL in the end user', request: { endUser: 'a\0b' }, field: 'end_user' },
    { name: 'a line break in the client id', request: { clientRequestId: 'a\nb' }, field: 'client_request_id' },
    { name: 'half a pair in the idempotency key', request: { idempotencyKey: '\ud800' }, field: 'idempotency_key' },
    { name: 'a NUL in the name of a label', request: { labels: { 'k\0': 'v' } }, field: 'labels.k?' },
    { name: 'half a pair in the value of a label', request: { labels: { team: 'v\udc00' } }, field: 'labels.team' },
    { name: 'a control character in a capability', request: { requirements: { capabilities: ['vision', '\u009f'] } }, field: 'requirements.capabilities[1]' },
    { name: 'a list of excluded models without end', request: { requirements: { excludedModels: many(namesMax + 1, 'm') } }, field: 'requirements.excluded_models' },
    { name: 'too many attempts', request: { maxAttempts: 9 }, field: 'max_attempts' },
    { name: 'no attempts', request: { maxAttempts: 0 }, field: 'max_attempts' },
    { name: 'quality above 1', request: { requirements: { quality: 1.1 } }, field: 'requirements.quality' },
    { name: 'speed below 0', request: { requirements: { speed: -0.1 } }, field: 'requirements.speed' },
    { name: 'a negative length', request: { requirements: { contextLength: -5n } }, field: 'requirements.context_length' },
    { name: 'a negative weight', request: { weights: { cost: -1 } }, field: 'weights.cost' },
    { name: 'an amount in words', request: { costLimitUsd: 'cheap' }, field: 'cost_limit_usd' },
    { name: 'a negative amount', request: { costLimitUsd: '-1' }, field: 'cost_limit_usd' },
  ])('refuses $name by its path', ({ request, field }) => {
    const error = fault(request);
    expect(error?.options.field).toBe(field);
    expect(error?.message.startsWith(`${field}: `)).toBe(true);
    expect(error).toMatchObject({ code: 'INVALID_ARGUMENT', options: { nextStep: expect.stringMatching(/\.$/) } });
  });

  it.each<{ name: string; request: Request }>([
    { name: 'a prompt', request: {} },
    { name: 'the widest ranges', request: { parameters: { temperature: 2, topP: 1, frequencyPenalty: -2, presencePenalty: 2, maxOutputTokens: 2 ** 31 - 1, thinkingBudgetTokens: 0, stop: many(stopSequencesMax, 'x') } } },
    { name: 'a schema of the deepest kind', request: { parameters: { tools: [{ name: 'f', parametersJson: nested(schemaDepthMax) }] } } },
    { name: 'an assistant turn with a call and its result', request: { prompt: '', messages: [{ role: Role.ASSISTANT, parts: [{ content: { case: 'toolCall', value: { name: 'f' } } }] }, { role: Role.TOOL, parts: [{ content: { case: 'toolResult', value: { toolCallId: 'c' } } }] }] } },
    { name: 'texts of any script, at their limits', request: { endUser: '𝔘ser €'.padEnd(nameLengthMax, 'ß'), labels: { größe: '日本'.padEnd(labelLengthMax, '語') }, idempotencyKey: 'x'.repeat(nameLengthMax) } },
    { name: 'a free cost limit', request: { costLimitUsd: '0' } },
  ])('lets through $name', ({ request }) => {
    expect(fault(request)).toBeUndefined();
  });
});
