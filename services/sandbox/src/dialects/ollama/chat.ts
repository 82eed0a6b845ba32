// Chat: https://github.com/ollama/ollama/blob/main/docs/api.md#generate-a-chat-completion

import type { ChatRequest, Tool } from '../../answers/request.js';
import { noUsage } from '../../billing/usage.js';
import { isObject } from '../../http/json.js';
import type { JsonObject } from '../../http/json.js';
import { countTokens, tokensPerImage, tokensPerMessage } from '../../text/tokens.js';
import type { ChatWire } from '../dialect.js';
import { invalid } from '../failure.js';
import { ollamaFrames, writeOllamaAnswer } from './write-answer.js';

/** What Ollama loads a model with unless told otherwise; longer prompts are cut without a word. */
const contextTokensDefault = 4_096;

export const ollamaChat: ChatWire = {
  streamType: 'application/x-ndjson',
  read: readOllamaChat,
  splitInput: (request) => ({ ...noUsage, uncachedInput: Math.min(request.inputTokens, contextTokens(request.body)) }),
  plain: writeOllamaAnswer,
  frames: ollamaFrames,
  errorFrame: ({ body }) => `${JSON.stringify(body)}\n`,
};

function readOllamaChat(body: JsonObject): ChatRequest {
  const model = body['model'];
  if (typeof model !== 'string' || model === '') throw invalid('model', 'model is required');
  const { lastUserText, inputTokens } = readMessages(body['messages']);
  const tools = readTools(body['tools']);
  const options = optionsOf(body);
  return {
    model,
    // The only dialect of the three that streams unless told not to.
    stream: body['stream'] !== false,
    lastUserText,
    inputTokens: inputTokens + (tools.length > 0 ? countTokens(JSON.stringify(body['tools'])) : 0),
    tools,
    // Ollama has no tool_choice: a model calls a tool when it likes, here when a behaviour says so.
    toolChoice: 'auto',
    outputTokensMax: positive(options['num_predict']),
    stopSequences: [options['stop'] ?? []].flat().filter((stop): stop is string => typeof stop === 'string'),
    choices: 1,
    answerSchema: isObject(body['format']) ? body['format'] : body['format'] === 'json' ? {} : undefined,
    reasons: body['think'] !== undefined && body['think'] !== false,
    streamUsage: true,
    body,
  };
}

function readMessages(value: unknown): { lastUserText: string; inputTokens: number } {
  if (!Array.isArray(value)) throw invalid('messages', 'messages is required');
  let lastUserText = '';
  let inputTokens = 0;
  for (const message of value) {
    if (!isObject(message) || typeof message['role'] !== 'string') throw invalid('messages', 'invalid message: role is required');
    const content = message['content'] ?? '';
    if (typeof content !== 'string') throw invalid('messages', 'json: cannot unmarshal array into Go struct field ChatRequest.messages.content of type string');
    if (message['role'] === 'user') lastUserText = content;
    inputTokens += tokensPerMessage + countTokens(content) + imageTokens(message['images']);
    if (message['tool_calls'] != null) inputTokens += countTokens(JSON.stringify(message['tool_calls']));
  }
  return { lastUserText, inputTokens };
}

function imageTokens(images: unknown): number {
  if (images == null) return 0;
  const sound = Array.isArray(images) && images.every((image) => typeof image === 'string' && /^[A-Za-z0-9+/]+=*$/.test(image));
  if (!sound) throw invalid('images', 'illegal base64 data at input byte 0');
  return images.length * tokensPerImage;
}

function readTools(value: unknown): Tool[] {
  if (value == null) return [];
  if (!Array.isArray(value)) throw invalid('tools', 'invalid tools');
  return value.map((tool: unknown) => {
    const described = isObject(tool) ? tool['function'] : undefined;
    if (!isObject(described) || typeof described['name'] !== 'string') throw invalid('tools', 'invalid tools');
    return { name: described['name'], schema: described['parameters'] };
  });
}

function optionsOf(body: JsonObject): JsonObject {
  return isObject(body['options']) ? body['options'] : {};
}

function contextTokens(body: JsonObject): number {
  return positive(optionsOf(body)['num_ctx']) ?? contextTokensDefault;
}

/** -1 and -2 mean "no limit" in Ollama's options. */
function positive(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : undefined;
}
