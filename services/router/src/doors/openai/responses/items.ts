// Our answer -> output items of the dialect.
import type { Part, Reasoning, ToolCall } from '@switchyard/proto/common/v1/chat';
import type { GenerateResponse } from '@switchyard/proto/router/v1/generate';
import { cipherOf } from './cipher.js';

export interface ItemOptions {
  readonly withCipher: boolean;
}

type Status = 'in_progress' | 'completed' | 'incomplete';

/** Of an answer that ended early only the last item was cut. */
export function itemsOf({ parts, requestId, complete }: GenerateResponse, options: ItemOptions): object[] {
  return parts.map((part, index) => itemOf(part, { ...options, id: idOf(requestId, index), status: complete || index < parts.length - 1 ? 'completed' : 'incomplete' }));
}

export function idOf(requestId: string, index: number): string {
  return `${requestId}_${index}`;
}

function itemOf({ content }: Part, options: ItemOptions & { id: string; status: Status }): object {
  switch (content.case) {
    case 'toolCall':
      return functionCall(content.value, options);
    case 'reasoning':
      return reasoningItem(content.value, options);
    default:
      return message(content.case === 'text' ? content.value : '', options);
  }
}

export function message(text: string | undefined, { id, status }: { id: string; status: Status }): object {
  return { id: `msg_${id}`, type: 'message', role: 'assistant', status, content: text === undefined ? [] : [outputText(text)] };
}

export function outputText(text: string): object {
  return { type: 'output_text', text, annotations: [], logprobs: [] };
}

export function functionCall({ id: callId, name, argumentsJson }: Pick<ToolCall, 'id' | 'name' | 'argumentsJson'>, { id, status }: { id: string; status: Status }): object {
  return { id: `fc_${id}`, type: 'function_call', call_id: callId, name, arguments: argumentsJson, status };
}

export function reasoningItem(reasoning: Pick<Reasoning, 'text' | 'signature' | 'redacted'>, { id, withCipher }: ItemOptions & { id: string }): object {
  return { id: `rs_${id}`, type: 'reasoning', summary: reasoning.text === '' ? [] : [summaryText(reasoning.text)], ...(withCipher ? { encrypted_content: cipherOf(reasoning) } : {}) };
}

export function summaryText(text: string): object {
  return { type: 'summary_text', text };
}
