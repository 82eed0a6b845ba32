// What is asked must fit into one message to an adapter: a body of HTTP may hold more, since its pictures are base64.
import { toBinary } from '@bufbuild/protobuf';
import { messageBytesMax, messageTooLarge } from '@switchyard/common/grpc';
import { ChatSchema, type Part } from '@switchyard/proto/common/v1/chat';
import { AnalyzeTaskSchema, EmbedTaskSchema, ImageTaskSchema } from '@switchyard/proto/common/v1/task';
import type { Task } from './task.js';

/** A character has three bytes of UTF-8 at most, by UTF-16's count. */
const bytesPerCharacterMax = 3;

/** Throws MESSAGE_TOO_LARGE. */
export function validateSize(task: Task): void {
  // Almost every request is far smaller, and measuring it exactly would cost as much as sending it.
  if (roughBytes(task) * bytesPerCharacterMax <= messageBytesMax) return;
  const bytes = exactBytes(task);
  if (bytes > messageBytesMax) throw messageTooLarge(bytes);
}

function exactBytes(task: Task): number {
  switch (task.kind) {
    case 'chat':
      return toBinary(ChatSchema, task.chat).length;
    case 'embed':
      return toBinary(EmbedTaskSchema, task.embed).length;
    case 'image':
      return toBinary(ImageTaskSchema, task.image).length;
    case 'analyze':
      return toBinary(AnalyzeTaskSchema, task.analyze).length;
  }
}

/** Characters and bytes of what can be long; the rest is bounded by its own limits. */
function roughBytes(task: Task): number {
  switch (task.kind) {
    case 'chat': {
      const { messages, parameters } = task.chat;
      const schemas = (parameters?.tools ?? []).map(({ description, parametersJson }) => description.length + parametersJson.length);
      return sum([...messages.flatMap(({ parts }) => parts.map(lengthOf)), ...schemas, parameters?.responseFormat?.schemaJson.length ?? 0, parameters?.extraJson.length ?? 0]);
    }
    case 'embed':
      return sum(task.embed.inputs.map((text) => text.length));
    case 'image':
      return task.image.prompt.length;
    case 'analyze':
      return sum(task.analyze.images.map(({ source }) => source.value?.length ?? 0));
  }
}

function lengthOf({ content }: Part): number {
  switch (content.case) {
    case 'text':
      return content.value.length;
    case 'image':
    case 'document':
    case 'audio':
      return content.value.source.value?.length ?? 0;
    case 'reasoning':
      return content.value.text.length + content.value.signature.length + content.value.redacted.length;
    case 'toolCall':
      return content.value.argumentsJson.length;
    case 'toolResult':
      return sum(content.value.parts.map(lengthOf));
    default:
      return 0;
  }
}

function sum(lengths: readonly number[]): number {
  return lengths.reduce((total, length) => total + length, 0);
}
