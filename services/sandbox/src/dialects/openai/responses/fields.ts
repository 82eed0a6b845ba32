// What a call may have, and the checks of single fields: https://platform.openai.com/docs/api-reference/responses/create

import { isObject } from '../../../http/json.js';
import type { JsonObject } from '../../../http/json.js';
import { refusal, unknown, wrongType, wrongValue } from './refusals.js';

const known = new Set([
  'access_programs', 'background', 'context_management', 'conversation', 'image', 'include', 'input', 'instructions', 'max_output_tokens', 'max_tool_calls', 'metadata', 'model', 'moderation',
  'parallel_tool_calls', 'previous_response_id', 'prompt', 'prompt_cache_key', 'prompt_cache_options', 'prompt_cache_retention', 'reasoning', 'safety_identifier', 'service_tier', 'store', 'stream',
  'stream_options', 'temperature', 'text', 'tool_choice', 'tools', 'top_logprobs', 'top_p', 'truncation', 'user',
]);

/** Fields of chat completions that have another name here. */
const moved: Readonly<Record<string, string>> = {
  messages: 'input', max_tokens: 'max_output_tokens', max_completion_tokens: 'max_output_tokens', response_format: 'text.format', reasoning_effort: 'reasoning.effort', verbosity: 'text.verbosity',
};

export function refuseUnknownFields(body: JsonObject): void {
  for (const field of Object.keys(body)) {
    if (known.has(field)) continue;
    const place = Object.hasOwn(moved, field) ? moved[field] : undefined;
    if (place === undefined) throw unknown(field);
    throw refusal({ param: field, code: 'unsupported_parameter', message: `Unsupported parameter: '${field}'. In the Responses API, this parameter has moved to '${place}'. Try again with the new parameter.` });
  }
}

/** Refuses what an object of the request does not have. */
export function allow(value: JsonObject, where: string, names: readonly string[]): void {
  for (const name of Object.keys(value)) if (!names.includes(name)) throw unknown(`${where}.${name}`);
}

/** Undefined for a field that is absent or null. */
export function textOf(value: unknown, where: string): string | undefined {
  if (value == null) return undefined;
  if (typeof value !== 'string') throw wrongType(where, 'a string', value);
  return value;
}

export function flagOf(value: unknown, where: string): boolean | undefined {
  if (value == null) return undefined;
  if (typeof value !== 'boolean') throw wrongType(where, 'a boolean', value);
  return value;
}

export function objectOf(value: unknown, where: string): JsonObject | undefined {
  if (value == null) return undefined;
  if (!isObject(value)) throw wrongType(where, 'an object', value);
  return value;
}

export function listOf(value: unknown, where: string): readonly unknown[] {
  if (value == null) return [];
  if (!Array.isArray(value)) throw wrongType(where, 'an array', value);
  return value;
}

export function oneOf(value: unknown, where: string, values: readonly string[]): string | undefined {
  if (value == null) return undefined;
  if (typeof value !== 'string' || !values.includes(value)) throw wrongValue(where, value, values);
  return value;
}

export function wholeOf(value: unknown, where: string, least: number): number | undefined {
  if (value == null) return undefined;
  if (!Number.isSafeInteger(value)) throw wrongType(where, 'an integer', value);
  if ((value as number) < least) throw refusal({ param: where, code: 'integer_below_min_value', message: `Invalid '${where}': integer below minimum value. Expected a value >= ${least}, but got ${String(value)} instead.` });
  return value as number;
}

export function decimalOf(value: unknown, where: string, most: number): number | undefined {
  if (value == null) return undefined;
  if (typeof value !== 'number') throw wrongType(where, 'a decimal', value);
  if (value < 0) throw refusal({ param: where, code: 'decimal_below_min_value', message: `Invalid '${where}': decimal below minimum value. Expected a value >= 0, but got ${value} instead.` });
  if (value > most) throw refusal({ param: where, code: 'decimal_above_max_value', message: `Invalid '${where}': decimal above maximum value. Expected a value <= ${most}, but got ${value} instead.` });
  return value;
}
