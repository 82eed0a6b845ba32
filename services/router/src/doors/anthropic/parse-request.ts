// A message request -> our request. What has no place in ours is refused by name, never dropped.
import { create } from '@bufbuild/protobuf';
import { AppError, Reason } from '@switchyard/common/errors';
import { ChatParametersSchema, type ChatParameters } from '@switchyard/proto/common/v1/chat';
import { GenerateRequestSchema, type GenerateRequest } from '@switchyard/proto/router/v1/generate';
import { cacheHintOf } from '../http/cache-hint.js';
import { checkKnown, notServed, readExtraFields } from '../http/fields.js';
import { fault, integer, list, object, optional, text, type Json } from '../http/read.js';
import { messageFields } from './fields.js';
import type { Turn } from '../http/turns.js';
import { parseTurns } from './parse-messages.js';
import { parseFormat, parseToolChoice, parseTools } from './parse-tools.js';
import { parseThinking } from './parse-thinking.js';

export interface ParsedMessages {
  readonly request: GenerateRequest;
  readonly isStream: boolean;
  /** Where each of our messages stands in the caller's request. */
  readonly turns: readonly Turn[];
}

export interface ParseOptions {
  readonly mayPass: boolean;
  /** A message must say how long its answer may be; a count of tokens has none. */
  readonly needsCap: boolean;
}

/** Throws with the field's path. */
export function parseMessagesRequest(body: Json, { mayPass, needsCap }: ParseOptions): ParsedMessages {
  const extraJson = readExtraFields(body, messageFields, { mayPass });
  if (needsCap && (body['max_tokens'] ?? undefined) === undefined) throw new AppError(Reason.MISSING_FIELD, 'max_tokens: it is missing.', { field: 'max_tokens', nextStep: 'Say how many tokens the answer may have at most.' });
  const turns = parseTurns(body);
  cacheAll(turns, body['cache_control']);
  return {
    turns,
    isStream: optional<boolean>(body, 'stream', '', 'boolean') ?? false,
    request: create(GenerateRequestSchema, {
      model: text(body, 'model', ''),
      messages: turns.map(({ message }) => message),
      parameters: parametersOf(body, extraJson),
      endUser: userOf(body['metadata']),
      serviceTier: tierOf(text(body, 'service_tier', '')),
    }),
  };
}

function parametersOf(body: Json, extraJson: string): ChatParameters {
  const { effort, ...thinking } = parseThinking(body);
  return create(ChatParametersSchema, {
    temperature: optional<number>(body, 'temperature', '', 'number'),
    topP: optional<number>(body, 'top_p', '', 'number'),
    stop: stopSequences(body['stop_sequences']),
    maxOutputTokens: integer(body, 'max_tokens'),
    tools: parseTools(body['tools']),
    toolChoice: parseToolChoice(body['tool_choice']),
    responseFormat: parseFormat(body),
    reasoningEffort: effort,
    ...thinking,
    extraJson,
  });
}

/** At the top it marks the last block that can be marked: https://docs.claude.com/en/docs/build-with-claude/prompt-caching */
function cacheAll(turns: readonly Turn[], value: unknown): void {
  const hint = cacheHintOf(value, 'cache_control');
  const last = turns.at(-1)?.message.parts.findLast(({ content }) => content.case !== 'reasoning');
  if (hint !== undefined && last !== undefined) last.cacheHint ??= hint;
}

function stopSequences(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  return list(value, 'stop_sequences').map((entry, index) => {
    if (typeof entry !== 'string') throw fault(`stop_sequences[${index}]`, 'it is not a string', 'Send strings.');
    return entry;
  });
}

function userOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  const metadata = object(value, 'metadata');
  checkKnown(metadata, new Set(['user_id']), 'metadata');
  return text(metadata, 'user_id', 'metadata');
}

/** auto is what the vendor does when nothing is said. */
function tierOf(tier: string): string {
  if (tier === '' || tier === 'auto') return '';
  throw notServed('service_tier');
}
