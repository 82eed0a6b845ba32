// What a conversation demands of a model.
import type { Chat, Part } from '@switchyard/proto/common/v1/chat';
import type { Needs } from './asked.js';

export function needsOf(chat: Chat): Needs {
  const kinds = new Set<string>();
  const visit = (part: Part): void => {
    kinds.add(part.content.case ?? '');
    if (part.content.case === 'toolResult') part.content.value.parts.forEach(visit);
  };
  chat.messages.forEach((message) => message.parts.forEach(visit));
  const format = chat.parameters?.responseFormat?.type ?? '';
  return {
    vision: kinds.has('image'),
    documents: kinds.has('document'),
    audio: kinds.has('audio'),
    functions: (chat.parameters?.tools.length ?? 0) > 0,
    structured: format === 'json' || format === 'json_schema',
  };
}
