// Reads a chat completion request, and refuses what OpenAI would refuse.

import type { ChatRequest, Tool, ToolChoice } from '../../answers/request.js';
import { isObject } from '../../http/json.js';
import type { JsonObject } from '../../http/json.js';
import { choicesMax } from '../../limits.js';
import { countTokens } from '../../text/tokens.js';
import { invalid } from '../failure.js';
import { readMessages } from './read-messages.js';

interface Strictness {
  readonly refuses?: readonly string[] | undefined;
  readonly refusesNames?: boolean | undefined;
  readonly asksByObject?: boolean | undefined;
  /** The deployment in the path stands for the model. */
  readonly isModelInPath?: boolean;
}

export function readOpenAiChat(body: JsonObject, { refuses = [], refusesNames = false, asksByObject = false, isModelInPath = false }: Strictness = {}): ChatRequest {
  const model = isModelInPath ? 'in the path' : body['model'];
  for (const field of refuses) if (body[field] !== undefined) throw invalid(field, `property '${field}' is unsupported`);
  if (typeof model !== 'string' || model === '') throw invalid('model', 'you must provide a model parameter');
  const { lastUserText, inputTokens } = readMessages(body['messages'], { refusesNames });
  const tools = readTools(body['tools']);
  const stream = body['stream'] === true;
  const streamOptions = body['stream_options'];
  if (streamOptions != null && !stream) throw invalid('stream_options', "The 'stream_options' parameter is only allowed when 'stream' is enabled.");
  return {
    model,
    stream,
    lastUserText,
    inputTokens: inputTokens + (tools.length > 0 ? countTokens(JSON.stringify(body['tools'])) : 0),
    tools,
    toolChoice: readToolChoice(body['tool_choice'], tools),
    outputTokensMax: readCount(body, 'max_completion_tokens') ?? readCount(body, 'max_tokens'),
    stopSequences: readStop(body['stop']),
    choices: readChoices(body),
    answerSchema: readAnswerSchema(body['response_format']),
    reasons: asksByObject ? isObject(body['reasoning']) : typeof body['reasoning_effort'] === 'string' && body['reasoning_effort'] !== 'none',
    streamUsage: isObject(streamOptions) && streamOptions['include_usage'] === true,
    streamUsageOften: isObject(streamOptions) && streamOptions['continuous_usage_stats'] === true,
    streamPadding: !(isObject(streamOptions) && streamOptions['include_obfuscation'] === false),
    body,
  };
}

function readTools(value: unknown): Tool[] {
  if (value == null) return [];
  if (!Array.isArray(value) || value.length === 0) throw invalid('tools', "Invalid 'tools': empty array. Expected an array with minimum length 1.");
  return value.map((tool: unknown, index) => {
    const described = isObject(tool) ? tool['function'] : undefined;
    if (!isObject(described) || typeof described['name'] !== 'string') throw invalid(`tools[${index}].function.name`, `Missing required parameter: 'tools[${index}].function.name'.`);
    return { name: described['name'], schema: described['parameters'] };
  });
}

function readToolChoice(value: unknown, tools: readonly Tool[]): ToolChoice {
  if (value == null) return tools.length > 0 ? 'auto' : 'none';
  if (tools.length === 0) throw invalid('tool_choice', "Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are specified.");
  if (value === 'none' || value === 'auto' || value === 'required') return value;
  const named = isObject(value) && isObject(value['function']) ? value['function']['name'] : undefined;
  if (typeof named === 'string' && tools.some((tool) => tool.name === named)) return { name: named };
  throw invalid('tool_choice', "Invalid value for 'tool_choice': no function of that name was specified in the 'tools' parameter.");
}

function readCount(body: JsonObject, field: string): number | undefined {
  const value = body[field];
  if (value == null) return undefined;
  if (!Number.isSafeInteger(value) || (value as number) < 1) throw invalid(field, `Invalid '${field}': integer below minimum value. Expected a value >= 1, but got ${JSON.stringify(value)} instead.`);
  return value as number;
}

function readChoices(body: JsonObject): number {
  const choices = readCount(body, 'n') ?? 1;
  if (choices > choicesMax) throw invalid('n', `Invalid 'n': integer above maximum value. Expected a value <= ${choicesMax}, but got ${choices} instead.`);
  return choices;
}

function readStop(value: unknown): string[] {
  if (value == null) return [];
  const stops: unknown[] = Array.isArray(value) ? value : [value];
  if (stops.length > 4 || !stops.every((stop) => typeof stop === 'string')) throw invalid('stop', "Invalid 'stop': expected a string or an array of at most 4 strings.");
  return stops as string[];
}

function readAnswerSchema(value: unknown): JsonObject | undefined {
  if (!isObject(value) || value['type'] === 'text') return undefined;
  const described = value['json_schema'];
  return isObject(described) && isObject(described['schema']) ? described['schema'] : {};
}
