// Reads a generateContent request, and refuses what Google would refuse.

import type { ChatRequest, Tool, ToolChoice } from '../../answers/request.js';
import { isObject } from '../../http/json.js';
import type { JsonObject } from '../../http/json.js';
import { countTokens, tokensPerMessage } from '../../text/tokens.js';
import { invalid } from '../failure.js';
import { checkFields } from './known-fields.js';
import { readParts } from './read-parts.js';

const stopSequencesMax = 5;

export function readGoogleRequest(body: JsonObject, { model, stream }: { model: string; stream: boolean }): ChatRequest {
  const config = isObject(body['generationConfig']) ? body['generationConfig'] : {};
  checkFields(body, config);
  const { lastUserText, inputTokens } = readContents(body['contents'], model);
  const instruction = body['systemInstruction'] ?? body['system_instruction'];
  const system = isObject(instruction) ? tokensPerMessage + readParts(instruction['parts'], 'system_instruction.parts').tokens : 0;
  const tools = readTools(body['tools']);
  return {
    model,
    stream,
    lastUserText,
    inputTokens: inputTokens + system + (tools.length > 0 ? countTokens(JSON.stringify(body['tools'])) : 0),
    tools,
    toolChoice: readToolChoice(body['toolConfig'], tools),
    outputTokensMax: readCap(config['maxOutputTokens']),
    stopSequences: readStop(config['stopSequences']),
    choices: 1,
    answerSchema: readSchema(config),
    reasons: isObject(config['thinkingConfig']) && config['thinkingConfig']['includeThoughts'] === true,
    streamUsage: true,
    body,
  };
}

function readContents(value: unknown, model: string): { lastUserText: string; inputTokens: number } {
  if (!Array.isArray(value) || value.length === 0) throw invalid('contents', '* GenerateContentRequest.contents: contents is not specified\n');
  let lastUserText = '';
  let inputTokens = 0;
  for (const [index, content] of value.entries()) {
    const role = isObject(content) ? (content['role'] ?? 'user') : undefined;
    if (!isObject(content) || (role !== 'user' && role !== 'model')) throw invalid('role', 'Please use a valid role: user, model.');
    const parts = readParts(content['parts'], `contents[${index}].parts`, { model });
    // A turn that only returns results has no words of the user.
    if (role === 'user' && parts.text !== '') lastUserText = parts.text;
    inputTokens += tokensPerMessage + parts.tokens;
  }
  return { lastUserText, inputTokens };
}

function readTools(value: unknown): Tool[] {
  if (value == null) return [];
  if (!Array.isArray(value)) throw invalid('tools', 'Invalid value at \'tools\'');
  return value.flatMap((tool: unknown) => {
    const declared = isObject(tool) ? tool['functionDeclarations'] : undefined;
    if (!Array.isArray(declared)) return [];
    return declared.map((one: unknown) => {
      if (!isObject(one) || typeof one['name'] !== 'string' || !/^[A-Za-z_][A-Za-z0-9_.:-]{0,63}$/.test(one['name'])) throw invalid('tools', 'Invalid function name. Must start with a letter or an underscore.');
      return { name: one['name'], schema: one['parametersJsonSchema'] ?? one['parameters'] };
    });
  });
}

function readToolChoice(value: unknown, tools: readonly Tool[]): ToolChoice {
  const config = isObject(value) && isObject(value['functionCallingConfig']) ? value['functionCallingConfig'] : {};
  const allowed = Array.isArray(config['allowedFunctionNames']) ? config['allowedFunctionNames'] : [];
  switch (config['mode'] ?? 'AUTO') {
    case 'NONE': return 'none';
    case 'AUTO': return tools.length > 0 ? 'auto' : 'none';
    case 'ANY':
      if (allowed.length === 0) return 'required';
      if (tools.some(({ name }) => name === allowed[0])) return { name: String(allowed[0]) };
      throw invalid('allowed_function_names', `Function calling config contains a function that is not declared: ${String(allowed[0])}`);
    default: throw invalid('mode', `Invalid value at 'tool_config.function_calling_config.mode': "${String(config['mode'])}"`);
  }
}

function readCap(value: unknown): number | undefined {
  if (value == null) return undefined;
  if (Number.isSafeInteger(value) && (value as number) >= 1) return value as number;
  throw invalid('max_output_tokens', '* GenerateContentRequest.generation_config.max_output_tokens: max_output_tokens must be positive.\n');
}

function readStop(value: unknown): string[] {
  if (value == null) return [];
  if (!Array.isArray(value) || value.length > stopSequencesMax) throw invalid('stop_sequences', `* GenerateContentRequest.generation_config.stop_sequences: at most ${stopSequencesMax} stop sequences\n`);
  return value.map(String);
}

function readSchema(config: JsonObject): JsonObject | undefined {
  if (config['responseMimeType'] !== 'application/json') return undefined;
  const schema = config['responseJsonSchema'] ?? config['responseSchema'];
  return isObject(schema) ? schema : {};
}
