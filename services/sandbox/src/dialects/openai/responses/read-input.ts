// Reads the input of a call: a text, or the items of a conversation.

import { isObject } from '../../../http/json.js';
import type { JsonObject } from '../../../http/json.js';
import { countTokens, tokensPerMessage } from '../../../text/tokens.js';
import { allow, listOf, oneOf } from './fields.js';
import { readContent } from './read-content.js';
import { missing, refusal, wrongType, wrongValue } from './refusals.js';
import { openThoughts } from './seal.js';

export interface Input {
  lastUserText: string;
  tokens: number;
  /** An answer in JSON without a schema is to be had only by who asks for it in words. */
  mentionsJson: boolean;
}

const roles = ['assistant', 'system', 'developer', 'user'];
const kinds = ['message', 'function_call', 'function_call_output', 'reasoning', 'item_reference'];
const callIdCharsMax = 64;

export function readInput(value: unknown): Input {
  if (value == null || value === '' || (Array.isArray(value) && value.length === 0)) {
    throw refusal({ param: undefined, code: 'missing_required_parameter', message: "One of \"input\" or \"previous_response_id\" or 'prompt' or 'conversation_id' must be provided." });
  }
  if (typeof value === 'string') return { lastUserText: value, tokens: tokensPerMessage + countTokens(value), mentionsJson: mentionsJson(value) };
  if (!Array.isArray(value)) throw wrongType('input', 'one of an array of items or string', value);
  const items = value.map((item: unknown, index) => readItem(item, `input[${index}]`));
  checkPairs(items);
  return {
    lastUserText: items.findLast(({ role }) => role === 'user')?.text ?? '',
    tokens: items.reduce((sum, { tokens }) => sum + tokens, 0),
    mentionsJson: items.some(({ kind, text }) => kind === 'message' && mentionsJson(text)),
  };
}

interface Item {
  kind: string;
  text: string;
  tokens: number;
  role?: string;
  callId?: string;
  /** What it is called in a refusal. */
  name?: string;
}

function readItem(item: unknown, where: string): Item {
  if (!isObject(item)) throw wrongType(where, 'an object', item);
  const kind = item['type'] ?? 'message';
  switch (kind) {
    case 'message': return readMessage(item, where);
    case 'function_call': return readCall(item, where);
    case 'function_call_output': return readOutput(item, where);
    case 'reasoning': return readReasoning(item, where);
    case 'item_reference': throw notKept(item['id']);
    default: throw wrongValue(`${where}.type`, kind, kinds);
  }
}

function readMessage(item: JsonObject, where: string): Item {
  allow(item, where, ['type', 'role', 'content', 'id', 'status', 'phase']);
  checkId(item, where, 'msg');
  if (item['role'] === undefined) throw missing(`${where}.role`);
  const role = oneOf(item['role'], `${where}.role`, roles) ?? '';
  const { text, tokens } = readContent(item['content'], `${where}.content`, role === 'assistant' ? 'answered' : 'given');
  return { kind: 'message', role, text, tokens: tokensPerMessage + tokens };
}

function readCall(item: JsonObject, where: string): Item {
  allow(item, where, ['type', 'call_id', 'name', 'arguments', 'id', 'status', 'caller', 'namespace', 'async']);
  checkId(item, where, 'fc');
  const callId = readCallId(item, where);
  for (const field of ['name', 'arguments'] as const) {
    if (item[field] === undefined) throw missing(`${where}.${field}`);
    if (typeof item[field] !== 'string') throw wrongType(`${where}.${field}`, 'a string', item[field]);
  }
  return { kind: 'function_call', text: '', callId, tokens: tokensPerMessage + countTokens(`${String(item['name'])}${String(item['arguments'])}`) };
}

function readOutput(item: JsonObject, where: string): Item {
  allow(item, where, ['type', 'call_id', 'output', 'id', 'status', 'caller', 'name', 'namespace']);
  checkId(item, where, 'fc');
  const callId = readCallId(item, where);
  const { tokens } = readContent(item['output'], `${where}.output`, 'given');
  return { kind: 'function_call_output', text: '', callId, tokens: tokensPerMessage + tokens };
}

/** https://platform.openai.com/docs/guides/reasoning: without its encrypted content an item is only a reference to what is kept, and nothing is. */
function readReasoning(item: JsonObject, where: string): Item {
  allow(item, where, ['type', 'id', 'summary', 'content', 'encrypted_content', 'status']);
  checkId(item, where, 'rs');
  if (item['summary'] === undefined) throw missing(`${where}.summary`);
  listOf(item['summary'], `${where}.summary`);
  const { id, encrypted_content: sealed } = item;
  if (sealed == null) throw notKept(id);
  if (typeof sealed !== 'string') throw wrongType(`${where}.encrypted_content`, 'a string', sealed);
  const thoughts = openThoughts(sealed);
  if (thoughts === undefined) throw refusal({ param: undefined, code: 'invalid_encrypted_content', message: `The encrypted content ${sealed.slice(0, 4)}... could not be verified.` });
  return { kind: 'reasoning', text: '', tokens: countTokens(thoughts), name: String(id) };
}

function readCallId(item: JsonObject, where: string): string {
  const callId = item['call_id'];
  if (callId == null) throw missing(`${where}.call_id`);
  if (typeof callId !== 'string') throw wrongType(`${where}.call_id`, 'a string', callId);
  if (callId.length > callIdCharsMax) throw refusal({ param: `${where}.call_id`, code: 'string_above_max_length', message: `Invalid '${where}.call_id': string too long. Expected a string with maximum length ${callIdCharsMax}, but got a string with length ${callId.length} instead.` });
  return callId;
}

/** Every call has its output, and every output its call; no thought stands without what was said after it. */
function checkPairs(items: readonly Item[]): void {
  const called = new Set<string | undefined>();
  const put = new Set(items.filter(({ kind }) => kind === 'function_call_output').map(({ callId }) => callId));
  for (const [index, { kind, callId, name }] of items.entries()) {
    if (kind === 'function_call') {
      called.add(callId);
      if (!put.has(callId)) throw refusal({ param: 'input', code: undefined, message: `No tool output found for function call ${callId}.` });
    }
    if (kind === 'function_call_output' && !called.has(callId)) throw refusal({ param: 'input', code: undefined, message: `No tool call found for function call output with call_id ${callId}.` });
    const next = items[index + 1];
    if (kind === 'reasoning' && next?.kind !== 'reasoning' && next?.kind !== 'function_call' && next?.role !== 'assistant') {
      throw refusal({ param: 'input', code: undefined, message: `Item '${name}' of type 'reasoning' was provided without its required following item.` });
    }
  }
}

function checkId({ id }: JsonObject, where: string, prefix: string): void {
  if (id == null) return;
  if (typeof id !== 'string' || !id.startsWith(prefix)) throw refusal({ param: `${where}.id`, code: 'invalid_value', message: `Invalid '${where}.id': '${String(id)}'. Expected an ID that begins with '${prefix}'.` });
}

function notKept(id: unknown): Error {
  return refusal({ param: 'input', code: undefined, status: 404, message: `Item with id '${String(id)}' not found. Items are not persisted when \`store\` is set to false. Try again with \`store\` set to true, or remove this item from your input.` });
}

function mentionsJson(text: string): boolean {
  return /json/i.test(text);
}
