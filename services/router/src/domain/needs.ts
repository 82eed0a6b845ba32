// What a request demands of a model.
import type { Part } from '@switchyard/proto/common/v1/chat';
import type { Needs } from './asked.js';
import type { Task } from './task.js';

/** Other tasks demand one capability, and no more. */
export function needsOf(task: Task): Needs {
  if (task.kind !== 'chat') return nothing;
  const { chat } = task;
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

const nothing: Needs = { vision: false, documents: false, audio: false, functions: false, structured: false };
