// What is never right in a request, told with the field's path before anything is spent.
import { parseUsd } from '@switchyard/common/money';
import { Role, type Message, type Part, type Tool } from '@switchyard/proto/common/v1/chat';
import type { GenerateRequest } from '@switchyard/proto/router/v1/generate';
import {
  attemptsMost,
  messagesMax,
  partsMax,
  schemaDepthMax,
  stopSequencesMax,
  toolsMax,
} from '../limits.js';
import { invalid, missing, range } from './field-errors.js';
import { validateMedia } from './validate-media.js';
import { validateTexts } from './validate-texts.js';

/** Throws INVALID_FIELD or MISSING_FIELD. */
export function validate(request: GenerateRequest): void {
  validateMessages(request);
  validateParameters(request);
  validateEnvelope(request);
}

function validateMessages({ messages, prompt }: GenerateRequest): void {
  if (messages.length > 0 && prompt !== '') throw invalid('prompt', 'prompt and messages are both set', 'Send one of them.');
  if (messages.length === 0 && prompt === '') throw missing('messages', 'there is nothing to answer', 'Send at least one message, or a prompt.');
  if (messages.length > messagesMax) throw invalid('messages', `there are ${messages.length}; the limit is ${messagesMax}`, 'Shorten the conversation.');
  messages.forEach((message, index) => validateMessage(message, `messages[${index}]`));
}

function validateMessage(message: Message, path: string): void {
  if (Role[message.role] === undefined || message.role === Role.UNSPECIFIED) throw invalid(`${path}.role`, 'it is not set', 'Use system, user, assistant or tool.');
  if (message.parts.length === 0) throw missing(`${path}.parts`, 'the message is empty', 'Send at least one part.');
  if (message.parts.length > partsMax) throw invalid(`${path}.parts`, `there are ${message.parts.length}; the limit is ${partsMax}`, 'Split the message.');
  message.parts.forEach((part, index) => validatePart(part, `${path}.parts[${index}]`));
}

function validatePart(part: Part, path: string): void {
  const { content } = part;
  switch (content.case) {
    case undefined:
      throw missing(path, 'the part has no content', 'Set text, image, document, audio, tool_call, tool_result or reasoning.');
    case 'image':
    case 'document':
    case 'audio':
      return validateMedia(content.value, content.case, `${path}.${content.case}`);
    case 'toolCall':
      if (content.value.name === '') throw missing(`${path}.tool_call.name`, 'it is empty', 'Name the function.');
      parseObject(content.value.argumentsJson || '{}', `${path}.tool_call.arguments_json`);
      return;
    case 'toolResult':
      if (content.value.toolCallId === '') throw missing(`${path}.tool_result.tool_call_id`, 'it is empty', 'Give back the id of the call.');
      content.value.parts.forEach((inner, index) => validatePart(inner, `${path}.tool_result.parts[${index}]`));
      return;
    default:
  }
}

function validateParameters({ parameters }: GenerateRequest): void {
  if (parameters === undefined) return;
  range('parameters.temperature', parameters.temperature, 0, 2);
  range('parameters.top_p', parameters.topP, 0, 1);
  range('parameters.frequency_penalty', parameters.frequencyPenalty, -2, 2);
  range('parameters.presence_penalty', parameters.presencePenalty, -2, 2);
  range('parameters.max_output_tokens', parameters.maxOutputTokens, 1, 2 ** 31 - 1);
  range('parameters.thinking_budget_tokens', parameters.thinkingBudgetTokens, 0, 2 ** 31 - 1);
  if (parameters.stop.length > stopSequencesMax) throw invalid('parameters.stop', `there are ${parameters.stop.length}; the limit is ${stopSequencesMax}`, 'Send fewer.');
  parameters.stop.forEach((stop, index) => {
    if (stop === '') throw invalid(`parameters.stop[${index}]`, 'it is empty and would stop every answer', 'Leave it out.');
  });
  oneOf('parameters.reasoning_effort', parameters.reasoningEffort, ['', 'none', 'minimal', 'low', 'medium', 'high']);
  oneOf('parameters.thinking', parameters.thinking, ['', 'adaptive']);
  oneOf('parameters.thinking_display', parameters.thinkingDisplay, ['', 'summarized', 'omitted']);
  if (parameters.tools.length > toolsMax) throw invalid('parameters.tools', `there are ${parameters.tools.length}; the limit is ${toolsMax}`, 'Send fewer.');
  parameters.tools.forEach((tool, index) => validateTool(tool, `parameters.tools[${index}]`));
  const twin = parameters.tools.findIndex(({ name }, index) => parameters.tools.some((other, before) => before < index && other.name === name));
  if (twin >= 0) throw invalid(`parameters.tools[${twin}].name`, `"${parameters.tools[twin]?.name}" is there twice`, 'Give each tool its own name.');
  validateToolChoice(parameters);
  validateFormat(parameters);
}

function validateTool(tool: Tool, path: string): void {
  if (!/^[A-Za-z0-9_.-]{1,64}$/.test(tool.name)) throw invalid(`${path}.name`, `"${tool.name}" is not a function name`, 'Use 1 to 64 letters, digits, "_", "." or "-".');
  if (tool.parametersJson !== '') depthAtMost(parseObject(tool.parametersJson, `${path}.parameters_json`), `${path}.parameters_json`);
}

function validateToolChoice(parameters: NonNullable<GenerateRequest['parameters']>): void {
  const choice = parameters.toolChoice;
  if (choice === undefined) return;
  oneOf('parameters.tool_choice.mode', choice.mode, ['', 'auto', 'none', 'required', 'tool']);
  if (choice.mode === 'tool' && !parameters.tools.some((tool) => tool.name === choice.name)) {
    throw invalid('parameters.tool_choice.name', `no tool is named "${choice.name}"`, 'Name one of the tools that you send.');
  }
  if (choice.mode === 'required' && parameters.tools.length === 0) throw invalid('parameters.tool_choice.mode', 'required without tools cannot be met', 'Send tools, or leave it out.');
}

function validateFormat({ responseFormat: format }: NonNullable<GenerateRequest['parameters']>): void {
  if (format === undefined) return;
  oneOf('parameters.response_format.type', format.type, ['', 'text', 'json', 'json_schema']);
  if (format.type !== 'json_schema') return;
  if (format.schemaJson === '') throw missing('parameters.response_format.schema_json', 'json_schema needs a schema', 'Send the schema as JSON text.');
  depthAtMost(parseObject(format.schemaJson, 'parameters.response_format.schema_json'), 'parameters.response_format.schema_json');
}

/** What every task has. Throws INVALID_FIELD. */
export function validateEnvelope(request: GenerateRequest): void {
  validateTexts(request);
  range('max_attempts', request.maxAttempts, 1, attemptsMost);
  range('requirements.quality', request.requirements?.quality, 0, 1);
  range('requirements.speed', request.requirements?.speed, 0, 1);
  range('requirements.context_length', request.requirements?.contextLength === undefined ? undefined : Number(request.requirements.contextLength), 1, Number.MAX_SAFE_INTEGER);
  for (const part of ['quality', 'speed', 'cost', 'reliability'] as const) range(`weights.${part}`, request.weights?.[part], 0, 1_000_000);
  if (request.costLimitUsd !== '') validateCostLimit(request.costLimitUsd);
}

function validateCostLimit(text: string): void {
  let amount: bigint;
  try {
    amount = parseUsd(text);
  } catch {
    throw invalid('cost_limit_usd', `"${text.slice(0, 40)}" is not an amount`, 'Use decimal text such as "0.05".');
  }
  if (amount < 0n) throw invalid('cost_limit_usd', 'it is negative', 'Use decimal text such as "0.05".');
}

function oneOf(field: string, value: string, allowed: readonly string[]): void {
  if (!allowed.includes(value)) throw invalid(field, `"${value}" is not known`, `Use one of ${allowed.filter((name) => name !== '').join(', ')}, or leave it out.`);
}

function parseObject(text: string, field: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid(field, 'it is not JSON', 'Send a JSON object as text.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(field, 'it is not a JSON object', 'Send a JSON object as text.');
  return value;
}

function depthAtMost(value: unknown, field: string): void {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > schemaDepthMax) throw invalid(field, `it is nested deeper than ${schemaDepthMax} levels`, 'Use references, or a flatter schema.');
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []));
  }
}
