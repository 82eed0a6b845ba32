// Writes what a response is made of: what was thought, what is said, and which functions are to be called.

import type { Answer, TextPart, ToolCallPart } from '../../../answers/answer.js';
import { isObject } from '../../../http/json.js';
import type { JsonObject } from '../../../http/json.js';
import { sealThoughts } from './seal.js';
import { endingOf } from './status.js';

/** What an item says, once begun and once done. */
export type OutputItem =
  | { kind: 'reasoning'; id: string; begun: JsonObject; done: JsonObject; summary: TextPart | undefined }
  | { kind: 'message'; id: string; begun: JsonObject; done: JsonObject; said: TextPart; isRefusal: boolean }
  | { kind: 'function_call'; id: string; begun: JsonObject; done: JsonObject; call: ToolCallPart };

export function outputItems(answer: Answer): OutputItem[] {
  const [choice] = answer.choices;
  if (choice === undefined) return [];
  const reached = endingOf(choice).status === 'completed' ? 'completed' : 'incomplete';
  const last = choice.parts.length - 1;
  const items = choice.parts.map((part, index) => {
    const status = index === last ? reached : 'completed';
    return part.kind === 'text' ? messageItem(part, { id: `msg_${answer.id}`, status, isRefusal: choice.finish === 'refusal' }) : callItem(part, status);
  });
  return [...reasoningItems(answer), ...items];
}

/** Only a model that thinks has such an item, and only if it did. */
function reasoningItems({ id: answerId, request, choices, usage }: Answer): OutputItem[] {
  const thoughts = choices[0]?.reasoning;
  if (request.reasons !== true || (thoughts === undefined && usage.reasoning === 0)) return [];
  const { include, reasoning } = request.body;
  const id = `rs_${answerId}`;
  const isSealed = Array.isArray(include) && include.includes('reasoning.encrypted_content');
  const item = (words: string, summary: readonly JsonObject[]): JsonObject => ({ id, type: 'reasoning', ...(isSealed ? { encrypted_content: sealThoughts(id, words) } : {}), summary });
  const isTold = isObject(reasoning) && (reasoning['summary'] ?? reasoning['generate_summary']) != null;
  const told = isTold ? thoughts : undefined;
  return [{ kind: 'reasoning', id, summary: told, begun: item('', []), done: item(thoughts?.text ?? '', told === undefined ? [] : [summaryPart(told.text)]) }];
}

function messageItem(said: TextPart, { id, status, isRefusal }: { id: string; status: string; isRefusal: boolean }): OutputItem {
  const item = (state: string, content: readonly JsonObject[]): JsonObject => ({ id, type: 'message', status: state, content, role: 'assistant' });
  return { kind: 'message', id, said, isRefusal, begun: item('in_progress', []), done: item(status, [contentPart(said.text, isRefusal)]) };
}

function callItem(call: ToolCallPart, status: string): OutputItem {
  const id = `fc_${call.id}`;
  const item = (state: string, text: string): JsonObject => ({ id, type: 'function_call', status: state, arguments: text, call_id: `call_${call.id}`, name: call.name });
  return { kind: 'function_call', id, call, begun: item('in_progress', ''), done: item(status, call.text) };
}

export function contentPart(text: string, isRefusal: boolean): JsonObject {
  return isRefusal ? { type: 'refusal', refusal: text } : { type: 'output_text', annotations: [], logprobs: [], text };
}

export function summaryPart(text: string): JsonObject {
  return { type: 'summary_text', text };
}
