// Reads a call of the responses API, and refuses what OpenAI would refuse whatever the model.

import type { ChatRequest } from '../../../answers/request.js';
import type { JsonObject } from '../../../http/json.js';
import { countTokens, tokensPerMessage } from '../../../text/tokens.js';
import { allow, decimalOf, flagOf, listOf, objectOf, oneOf, refuseUnknownFields, textOf, wholeOf } from './fields.js';
import { readInput } from './read-input.js';
import { readText } from './read-text-format.js';
import { readToolChoice, readTools } from './read-tools.js';
import { missing, refusal, wrongType } from './refusals.js';

/** The vendor's own least cap. */
const outputTokensLeast = 16;
const efforts = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'];
const tiers = ['auto', 'default', 'flex', 'scale', 'priority', 'fast', 'ultrafast'];
const includable = [
  'file_search_call.results', 'web_search_call.results', 'web_search_call.action.sources', 'message.input_image.image_url', 'computer_call_output.output.image_url', 'code_interpreter_call.outputs',
  'reasoning.encrypted_content', 'message.output_text.logprobs',
];

export function readResponsesRequest(body: JsonObject): ChatRequest {
  refuseUnknownFields(body);
  const model = textOf(body['model'], 'model');
  if (model === undefined || model === '') throw missing('model');
  refuseWhatIsKept(body);
  const input = readInput(body['input']);
  const tools = readTools(body['tools']);
  const instructions = textOf(body['instructions'], 'instructions');
  const stream = flagOf(body['stream'], 'stream') ?? false;
  const reasoning = readReasoning(body['reasoning']);
  const text = readText(body['text'], input.mentionsJson);
  checkSettings(body);
  return {
    model,
    stream,
    lastUserText: input.lastUserText,
    inputTokens: input.tokens + (instructions === undefined ? 0 : tokensPerMessage + countTokens(instructions)) + (tools.length > 0 ? countTokens(JSON.stringify(body['tools'])) : 0),
    tools,
    toolChoice: readToolChoice(body['tool_choice'], tools),
    outputTokensMax: wholeOf(body['max_output_tokens'], 'max_output_tokens', outputTokensLeast),
    stopSequences: [],
    choices: 1,
    answerSchema: text.schema,
    reasons: reasoning['effort'] === 'none' ? false : 'if_able',
    streamUsage: true,
    streamPadding: readPadding(body['stream_options'], stream),
    body: { ...body, tools: tools.map(({ shown }) => shown), text: text.shown },
  };
}

/** Nothing is kept here, whatever `store` says, so there is nothing to go on from. */
function refuseWhatIsKept(body: JsonObject): void {
  const previous = textOf(body['previous_response_id'], 'previous_response_id');
  if (previous !== undefined) throw refusal({ param: 'previous_response_id', code: 'previous_response_not_found', message: `Previous response with id '${previous}' not found.` });
  for (const field of ['conversation', 'prompt']) {
    const kept = body[field];
    if (kept == null) continue;
    const id = typeof kept === 'string' ? kept : String(objectOf(kept, field)?.['id']);
    throw refusal({ param: undefined, code: undefined, status: 404, message: `${field === 'prompt' ? 'Prompt' : 'Conversation'} with id '${id}' not found.` });
  }
  if (flagOf(body['background'], 'background') === true) throw refusal({ param: 'background', code: undefined, message: 'sandbox: it answers at once, and keeps nothing to be asked for later.' });
}

function readReasoning(value: unknown): JsonObject {
  const reasoning = objectOf(value, 'reasoning') ?? {};
  allow(reasoning, 'reasoning', ['context', 'effort', 'generate_summary', 'mode', 'summary']);
  oneOf(reasoning['effort'], 'reasoning.effort', efforts);
  // The other mode thinks more and costs more; it is not sold here.
  oneOf(reasoning['mode'], 'reasoning.mode', ['standard']);
  for (const field of ['summary', 'generate_summary']) oneOf(reasoning[field], `reasoning.${field}`, ['auto', 'concise', 'detailed']);
  return reasoning;
}

function checkSettings(body: JsonObject): void {
  for (const [index, name] of listOf(body['include'], 'include').entries()) oneOf(name, `include[${index}]`, includable);
  for (const field of ['user', 'safety_identifier', 'prompt_cache_key']) textOf(body[field], field);
  for (const field of ['store', 'parallel_tool_calls']) flagOf(body[field], field);
  for (const [name, value] of Object.entries(objectOf(body['metadata'], 'metadata') ?? {})) if (typeof value !== 'string') throw wrongType(`metadata.${name}`, 'a string', value);
  decimalOf(body['temperature'], 'temperature', 2);
  decimalOf(body['top_p'], 'top_p', 1);
  wholeOf(body['max_tool_calls'], 'max_tool_calls', 1);
  wholeOf(body['top_logprobs'], 'top_logprobs', 0);
  oneOf(body['service_tier'], 'service_tier', tiers);
  oneOf(body['truncation'], 'truncation', ['auto', 'disabled']);
}

function readPadding(value: unknown, stream: boolean): boolean {
  const options = objectOf(value, 'stream_options');
  if (options === undefined) return true;
  if (!stream) throw refusal({ param: 'stream_options', code: undefined, message: "The 'stream_options' parameter is only allowed when 'stream' is enabled." });
  allow(options, 'stream_options', ['include_obfuscation']);
  return flagOf(options['include_obfuscation'], 'stream_options.include_obfuscation') ?? true;
}
