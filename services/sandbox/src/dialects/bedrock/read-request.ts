// Reads a Converse request, and refuses what Bedrock would refuse.

import type { ChatRequest, Tool, ToolChoice } from '../../answers/request.js';
import { isObject, parseJson } from '../../http/json.js';
import type { JsonObject } from '../../http/json.js';
import { countTokens, tokensPerMessage } from '../../text/tokens.js';
import { invalid } from '../failure.js';
import { readContent } from './read-content.js';

export function readConverseRequest(body: JsonObject, { model, stream }: { model: string; stream: boolean }): ChatRequest {
  const config = isObject(body['inferenceConfig']) ? body['inferenceConfig'] : {};
  const { lastUserText, inputTokens } = readMessages(body['messages']);
  const system = body['system'] === undefined ? 0 : tokensPerMessage + readContent(body['system'], 'system').tokens;
  const { tools, choice } = readTools(body['toolConfig']);
  return {
    model,
    stream,
    lastUserText,
    inputTokens: inputTokens + system + (tools.length > 0 ? countTokens(JSON.stringify(body['toolConfig'])) : 0),
    tools,
    toolChoice: choice,
    outputTokensMax: readCap(config['maxTokens']),
    stopSequences: Array.isArray(config['stopSequences']) ? config['stopSequences'].map(String) : [],
    choices: 1,
    answerSchema: readSchema(body['outputConfig']),
    reasons: thinks(body['additionalModelRequestFields']),
    streamUsage: true,
    body,
  };
}

function readMessages(value: unknown): { lastUserText: string; inputTokens: number } {
  if (!Array.isArray(value) || value.length === 0) throw invalid('messages', 'The messages field is required and must not be empty.');
  let lastUserText = '';
  let inputTokens = 0;
  let before = 'assistant';
  for (const [index, message] of value.entries()) {
    const role = isObject(message) ? message['role'] : undefined;
    if (!isObject(message) || (role !== 'user' && role !== 'assistant')) throw invalid('role', `Value at 'messages.${index}.member.role' failed to satisfy constraint: Member must satisfy enum value set: [user, assistant]`);
    if (index === 0 && role !== 'user') throw invalid('messages', 'A conversation must start with a user message. Try again with a conversation that starts with a user message.');
    if (index > 0 && role === before) throw invalid('messages', 'A conversation must alternate between user and assistant roles. Make sure the conversation alternates between user and assistant roles and try again.');
    before = role;
    const content = readContent(message['content'], `messages.${index}.content`);
    // A turn that only returns tool results has no words of the user.
    if (role === 'user' && content.text !== '') lastUserText = content.text;
    inputTokens += tokensPerMessage + content.tokens;
  }
  return { lastUserText, inputTokens };
}

function readTools(value: unknown): { tools: Tool[]; choice: ToolChoice } {
  if (!isObject(value)) return { tools: [], choice: 'none' };
  const { tools: given, toolChoice } = value;
  if (!Array.isArray(given) || given.length === 0) throw invalid('toolConfig.tools', "1 validation error detected: Value at 'toolConfig.tools' failed to satisfy constraint: Member must have length greater than or equal to 1");
  const tools = given.flatMap((tool: unknown): Tool[] => {
    if (isObject(tool) && isObject(tool['cachePoint'])) return [];
    const spec = isObject(tool) ? tool['toolSpec'] : undefined;
    if (!isObject(spec) || typeof spec['name'] !== 'string' || !isObject(spec['inputSchema'])) throw invalid('toolConfig.tools', 'The toolSpec needs a name and an inputSchema.');
    return [{ name: spec['name'], schema: spec['inputSchema']['json'] }];
  });
  if (!isObject(toolChoice) || isObject(toolChoice['auto'])) return { tools, choice: 'auto' };
  if (isObject(toolChoice['any'])) return { tools, choice: 'required' };
  const name = isObject(toolChoice['tool']) ? toolChoice['tool']['name'] : undefined;
  if (typeof name === 'string' && tools.some((tool) => tool.name === name)) return { tools, choice: { name } };
  throw invalid('toolConfig.toolChoice', 'The tool of toolChoice is not among the tools.');
}

function readCap(value: unknown): number | undefined {
  if (value === undefined) return undefined;
  if (Number.isSafeInteger(value) && (value as number) >= 1) return value as number;
  throw invalid('maxTokens', "1 validation error detected: Value at 'inferenceConfig.maxTokens' failed to satisfy constraint: Member must have value greater than or equal to 1");
}

function readSchema(config: unknown): JsonObject | undefined {
  const format = isObject(config) ? config['textFormat'] : undefined;
  const structure = isObject(format) ? format['structure'] : undefined;
  const schema = isObject(structure) && isObject(structure['jsonSchema']) ? parseJson(String(structure['jsonSchema']['schema'])) : undefined;
  if (format !== undefined && !isObject(schema)) throw invalid('outputConfig.textFormat', 'The schema is not valid JSON.');
  return isObject(schema) ? schema : undefined;
}

/** A field of the model's maker: https://docs.aws.amazon.com/bedrock/latest/userguide/claude-messages-extended-thinking.html */
function thinks(fields: unknown): boolean {
  const thinking = isObject(fields) ? fields['thinking'] : undefined;
  return isObject(thinking) && thinking['type'] === 'enabled';
}
