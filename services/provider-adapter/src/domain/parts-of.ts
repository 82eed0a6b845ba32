// The parts of a whole answer.
import { create } from '@bufbuild/protobuf';
import { PartSchema, type Part } from '@switchyard/proto/common/v1/chat';
import type { AnswerFold, Block } from './answer-fold.js';

export function partsOf(fold: AnswerFold): Part[] {
  return [...fold.blocks.values()].map(partOf);
}

function partOf({ kind, texts, toolCallId, toolName, signature, redacted }: Block): Part {
  const text = texts.join('');
  switch (kind) {
    case 'text':
      return create(PartSchema, { content: { case: 'text', value: text } });
    case 'reasoning':
      return create(PartSchema, { content: { case: 'reasoning', value: { text, signature, redacted } } });
    case 'tool_call':
      return create(PartSchema, { content: { case: 'toolCall', value: { id: toolCallId, name: toolName, argumentsJson: text } } });
  }
}
