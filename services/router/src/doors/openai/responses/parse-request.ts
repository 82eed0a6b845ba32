// A responses request -> our request. What has no place in ours is refused by name, never dropped.
import { create } from '@bufbuild/protobuf';
import { ChatParametersSchema, type ChatParameters } from '@switchyard/proto/common/v1/chat';
import { GenerateRequestSchema, type GenerateRequest } from '@switchyard/proto/router/v1/generate';
import { checkKnown, isNothing, notServed, readExtraFields } from '../../http/fields.js';
import { integer, list, object, optional, text, type Json } from '../../http/read.js';
import type { Turn } from '../../http/turns.js';
import { labelsOf } from '../labels.js';
import { refuseMemory, responseFields } from './fields.js';
import { parseInput } from './parse-input.js';
import { parseFormat, parseToolChoice, parseTools } from './parse-tools.js';

export interface ParsedResponses {
  readonly request: GenerateRequest;
  readonly isStream: boolean;
  /** The caller wants reasoning in a form that it can give back. */
  readonly withCipher: boolean;
  /** Where each of our messages stands in the caller's request. */
  readonly turns: readonly Turn[];
}

/** Throws with the field's path. */
export function parseResponses(body: Json, { mayPass }: { readonly mayPass: boolean }): ParsedResponses {
  const extraJson = readExtraFields(body, responseFields, { mayPass });
  refuseMemory(body);
  checkStreamOptions(body['stream_options']);
  const turns = parseInput(body);
  return {
    turns,
    withCipher: wantsCipher(body['include']),
    isStream: optional<boolean>(body, 'stream', '', 'boolean') ?? false,
    request: create(GenerateRequestSchema, {
      model: text(body, 'model', ''),
      messages: turns.map(({ message }) => message),
      parameters: parametersOf(body, extraJson),
      endUser: text(body, 'safety_identifier', '') || text(body, 'user', ''),
      labels: labelsOf(body['metadata']),
      serviceTier: text(body, 'service_tier', ''),
    }),
  };
}

function parametersOf(body: Json, extraJson: string): ChatParameters {
  return create(ChatParametersSchema, {
    temperature: optional<number>(body, 'temperature', '', 'number'),
    topP: optional<number>(body, 'top_p', '', 'number'),
    maxOutputTokens: integer(body, 'max_output_tokens'),
    reasoningEffort: effortOf(body['reasoning']),
    tools: parseTools(body['tools']),
    toolChoice: parseToolChoice(body['tool_choice'], optional<boolean>(body, 'parallel_tool_calls', '', 'boolean')),
    responseFormat: parseFormat(body['text']),
    extraJson,
  });
}

/** A summary is given wherever the provider shows what it thought, so whoever asks for one asks for no more than that. */
function effortOf(value: unknown): string {
  if (isNothing(value)) return '';
  const reasoning = object(value, 'reasoning');
  checkKnown(reasoning, new Set(['effort', 'summary', 'generate_summary']), 'reasoning');
  return text(reasoning, 'effort', 'reasoning');
}

function wantsCipher(value: unknown): boolean {
  if (isNothing(value)) return false;
  const wanted = list(value, 'include');
  wanted.forEach((entry, index) => {
    if (entry !== 'reasoning.encrypted_content') throw notServed(`include[${index}]`);
  });
  return wanted.length > 0;
}

function checkStreamOptions(value: unknown): void {
  if (isNothing(value)) return;
  const options = object(value, 'stream_options');
  checkKnown(options, new Set(['include_obfuscation']), 'stream_options');
  if (optional<boolean>(options, 'include_obfuscation', 'stream_options', 'boolean') === true) throw notServed('stream_options.include_obfuscation');
}
