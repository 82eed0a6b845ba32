// Our answer -> a message of the dialect.
import type { Part } from '@switchyard/proto/common/v1/chat';
import type { GenerateResponse } from '@switchyard/proto/router/v1/generate';
import type { Storyteller } from '../http/story.js';
import { toData } from './redacted-data.js';
import { stopReasonWord } from './stop-reason.js';
import { usageBlock } from './usage.js';

export function messageOf(response: GenerateResponse, { tell }: { readonly tell: Storyteller }): object {
  return {
    ...emptyMessage(response.requestId, response.model),
    content: response.parts.map(blockOf),
    stop_reason: stopReasonWord(response.finishReason),
    usage: usageBlock(response.usage),
    ...tell(response),
  };
}

/** A message before its first word. */
export function emptyMessage(requestId: string, model: string): object {
  return { id: `msg_${requestId}`, type: 'message', role: 'assistant', model, content: [], stop_reason: null, stop_sequence: null, stop_details: null, container: null };
}

function blockOf({ content }: Part): object {
  switch (content.case) {
    case 'toolCall':
      return { ...toolUse(content.value), input: inputOf(content.value.argumentsJson) };
    case 'reasoning':
      return content.value.redacted.length > 0 ? redactedThinking(content.value.redacted) : { type: 'thinking', thinking: content.value.text, signature: content.value.signature };
    default:
      return { type: 'text', text: content.case === 'text' ? content.value : '', citations: null };
  }
}

export function toolUse({ id, name }: { readonly id: string; readonly name: string }): object {
  return { type: 'tool_use', id, name, input: {}, caller: { type: 'direct' } };
}

export function redactedThinking(redacted: Uint8Array): object {
  return { type: 'redacted_thinking', data: toData(redacted) };
}

function inputOf(argumentsJson: string): unknown {
  return argumentsJson === '' ? {} : JSON.parse(argumentsJson);
}
