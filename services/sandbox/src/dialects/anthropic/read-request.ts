// Reads a Messages request, and refuses what Anthropic would refuse.

import type { IncomingHttpHeaders } from 'node:http';

import type { ChatRequest, Tool, ToolChoice } from '../../answers/request.js';
import { isObject } from '../../http/json.js';
import type { JsonObject } from '../../http/json.js';
import { countTokens, tokensPerMessage } from '../../text/tokens.js';
import { invalid } from '../failure.js';
import { readContent } from './read-content.js';

export function readAnthropicRequest(body: JsonObject, headers: IncomingHttpHeaders): ChatRequest {
  if (headers['anthropic-version'] === undefined) throw invalid('anthropic-version', 'anthropic-version: header is required');
  const model = body['model'];
  if (typeof model !== 'string' || model === '') throw invalid('model', 'model: Field required');
  const outputTokensMax = body['max_tokens'];
  if (outputTokensMax === undefined) throw invalid('max_tokens', 'max_tokens: Field required');
  if (!Number.isSafeInteger(outputTokensMax) || (outputTokensMax as number) < 1) throw invalid('max_tokens', 'max_tokens: Input should be greater than or equal to 1');
  const tools = readTools(body['tools']);
  const { lastUserText, inputTokens } = readMessages(body['messages']);
  const system = body['system'] === undefined ? 0 : tokensPerMessage + readContent(body['system'], 'system').tokens;
  return {
    model,
    stream: body['stream'] === true,
    lastUserText,
    inputTokens: inputTokens + system + (tools.length > 0 ? countTokens(JSON.stringify(body['tools'])) : 0),
    tools,
    toolChoice: readToolChoice(body['tool_choice'], tools),
    outputTokensMax: outputTokensMax as number,
    stopSequences: readStop(body['stop_sequences']),
    choices: 1,
    answerSchema: readAnswerSchema(body),
    reasons: isObject(body['thinking']) && (body['thinking']['type'] === 'enabled' || body['thinking']['type'] === 'adaptive'),
    streamUsage: true,
    body,
  };
}

function readMessages(value: unknown): { lastUserText: string; inputTokens: number } {
  if (!Array.isArray(value)) throw invalid('messages', 'messages: Field required');
  if (value.length === 0) throw invalid('messages', 'messages: at least one message is required');
  let lastUserText = '';
  let inputTokens = 0;
  for (const [index, message] of value.entries()) {
    const role = isObject(message) ? message['role'] : undefined;
    if (!isObject(message) || (role !== 'user' && role !== 'assistant')) {
      throw invalid(`messages.${index}.role`, `messages: Unexpected role "${String(role)}". Allowed roles are "user" or "assistant".`);
    }
    const content = readContent(message['content'], `messages.${index}.content`);
    // A turn that only returns tool results has no words of the user.
    if (role === 'user' && content.text !== '') lastUserText = content.text;
    inputTokens += tokensPerMessage + content.tokens;
  }
  return { lastUserText, inputTokens };
}

function readTools(value: unknown): Tool[] {
  if (value == null) return [];
  if (!Array.isArray(value)) throw invalid('tools', 'tools: Input should be a valid list');
  return value.map((tool: unknown, index) => {
    if (!isObject(tool) || typeof tool['name'] !== 'string') throw invalid(`tools.${index}.name`, `tools.${index}.name: Field required`);
    return { name: tool['name'], schema: tool['input_schema'] };
  });
}

function readToolChoice(value: unknown, tools: readonly Tool[]): ToolChoice {
  if (value == null) return tools.length > 0 ? 'auto' : 'none';
  const type = isObject(value) ? value['type'] : undefined;
  if (type === 'none' || type === 'auto') return type;
  if (type === 'any') return 'required';
  const name = isObject(value) ? value['name'] : undefined;
  if (type === 'tool' && typeof name === 'string' && tools.some((tool) => tool.name === name)) return { name };
  throw invalid('tool_choice', `tool_choice: Tool '${String(name)}' not found in provided tools`);
}

function readStop(value: unknown): string[] {
  if (value == null) return [];
  if (!Array.isArray(value) || !value.every((stop) => typeof stop === 'string')) throw invalid('stop_sequences', 'stop_sequences: Input should be a valid list');
  return value as string[];
}

function readAnswerSchema(body: JsonObject): JsonObject | undefined {
  const config = body['output_config'];
  const format = (isObject(config) ? config['format'] : undefined) ?? body['output_format'];
  return isObject(format) && isObject(format['schema']) ? format['schema'] : undefined;
}
