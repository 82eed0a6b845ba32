// A chat completion request -> our request. What has no place in ours is refused by name, never dropped.
import { create } from '@bufbuild/protobuf';
import { ChatParametersSchema, type ChatParameters } from '@switchyard/proto/common/v1/chat';
import { GenerateRequestSchema, type GenerateRequest } from '@switchyard/proto/router/v1/generate';
import { checkKnown, notServed, readExtraFields } from '../http/fields.js';
import { chatFields } from './fields.js';
import { labelsOf } from './labels.js';
import { parseMessages } from './parse-messages.js';
import { parseResponseFormat, parseToolChoice, parseTools } from './parse-tools.js';
import { fault, integer, list, object, optional, text, type Json } from '../http/read.js';

export interface ParsedChat {
  readonly request: GenerateRequest;
  readonly isStream: boolean;
  readonly includeUsage: boolean;
}

/** Throws with the field's path. */
export function parseChat(body: Json, { mayPass }: { readonly mayPass: boolean }): ParsedChat {
  const extraJson = readExtraFields(body, chatFields, { mayPass });
  const isStream = optional<boolean>(body, 'stream', '', 'boolean') ?? false;
  return {
    isStream,
    includeUsage: wantsUsage(body['stream_options']),
    request: create(GenerateRequestSchema, {
      model: text(body, 'model', ''),
      messages: parseMessages(body['messages']),
      parameters: parameters(body, extraJson),
      endUser: text(body, 'safety_identifier', '') || text(body, 'user', ''),
      labels: labelsOf(body['metadata']),
      n: integer(body, 'n'),
      serviceTier: text(body, 'service_tier', ''),
      modalities: texts(body['modalities'], 'modalities'),
    }),
  };
}

function parameters(body: Json, extraJson: string): ChatParameters {
  const seed = integer(body, 'seed');
  return create(ChatParametersSchema, {
    temperature: optional<number>(body, 'temperature', '', 'number'),
    topP: optional<number>(body, 'top_p', '', 'number'),
    frequencyPenalty: optional<number>(body, 'frequency_penalty', '', 'number'),
    presencePenalty: optional<number>(body, 'presence_penalty', '', 'number'),
    stop: stopSequences(body['stop']),
    maxOutputTokens: cap(body),
    randomSeed: seed === undefined ? undefined : BigInt(seed),
    reasoningEffort: text(body, 'reasoning_effort', ''),
    tools: parseTools(body['tools']),
    toolChoice: parseToolChoice(body['tool_choice'], optional<boolean>(body, 'parallel_tool_calls', '', 'boolean')),
    responseFormat: parseResponseFormat(body['response_format']),
    extraJson,
  });
}

function wantsUsage(value: unknown): boolean {
  if (value === undefined || value === null) return false;
  const options = object(value, 'stream_options');
  checkKnown(options, new Set(['include_usage', 'include_obfuscation']), 'stream_options');
  if (optional<boolean>(options, 'include_obfuscation', 'stream_options', 'boolean') === true) throw notServed('stream_options.include_obfuscation');
  return optional<boolean>(options, 'include_usage', 'stream_options', 'boolean') ?? false;
}

/** The old name and the new one mean the same. */
function cap(body: Json): number | undefined {
  const [newer, older] = [integer(body, 'max_completion_tokens'), integer(body, 'max_tokens')];
  if (newer !== undefined && older !== undefined && newer !== older) throw fault('max_tokens', `it says ${older} and max_completion_tokens says ${newer}`, 'Send one of them.');
  return newer ?? older;
}

function stopSequences(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  return typeof value === 'string' ? [value] : texts(value, 'stop');
}

function texts(value: unknown, field: string): string[] {
  if (value === undefined || value === null) return [];
  return list(value, field).map((entry, index) => {
    if (typeof entry !== 'string') throw fault(`${field}[${index}]`, 'it is not a string', 'Send strings.');
    return entry;
  });
}
