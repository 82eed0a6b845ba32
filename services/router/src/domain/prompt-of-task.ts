// A task as token counting sees it.
import type { Prompt } from '@switchyard/common/tokens';
import { promptOfChat } from './prompt-of-chat.js';
import type { Task } from './task.js';

export function promptOfTask(task: Task): Prompt {
  switch (task.kind) {
    case 'chat':
      return promptOfChat(task.chat);
    case 'embed':
      // Each text is embedded by itself, in a window of its own.
      return { messages: task.embed.inputs.map((text) => ({ role: 'user', parts: [{ kind: 'text', text }] })) };
    case 'image':
      return { messages: [{ role: 'user', parts: [{ kind: 'text', text: task.image.prompt }] }] };
    case 'analyze':
      return { messages: [{ role: 'user', parts: task.analyze.images.map(() => ({ kind: 'image' })) }] };
  }
}
