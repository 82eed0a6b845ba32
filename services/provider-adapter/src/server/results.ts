// What a whole answer brought, in the words of the contract; empty lists for a call that failed.
import type { MessageInitShape } from '@bufbuild/protobuf';
import type { MediaSchema, PartSchema } from '@switchyard/proto/common/v1/chat';
import type { EmbeddingSchema, ImageLabelsSchema } from '@switchyard/proto/common/v1/task';
import type { AnswerFold, Block } from '../domain/answer-fold.js';

export function partsOf(answer: AnswerFold | undefined): MessageInitShape<typeof PartSchema>[] {
  return [...(answer?.blocks.values() ?? [])].map(partOf);
}

export function embeddingsOf(answer: AnswerFold | undefined): MessageInitShape<typeof EmbeddingSchema>[] {
  return inOrder(answer?.embeddings).map((values) => ({ values: [...values] }));
}

export function imagesOf(answer: AnswerFold | undefined): MessageInitShape<typeof MediaSchema>[] {
  return (answer?.images ?? []).map(({ mediaType, data }) => ({ mediaType, source: { case: 'data', value: data } }));
}

export function labelsOf(answer: AnswerFold | undefined): MessageInitShape<typeof ImageLabelsSchema>[] {
  return inOrder(answer?.labels).map((labels) => ({ labels: labels.toSorted((one, other) => other.score - one.score) }));
}

/** A vendor may answer in another order than it was asked. */
function inOrder<T>(results: ReadonlyMap<number, T> | undefined): T[] {
  return [...(results ?? [])].sort(([one], [other]) => one - other).map(([, result]) => result);
}

function partOf({ kind, texts, toolCallId, toolName, signature, redacted }: Block): MessageInitShape<typeof PartSchema> {
  const text = texts.join('');
  switch (kind) {
    case 'text':
      return { content: { case: 'text', value: text } };
    case 'reasoning':
      return { content: { case: 'reasoning', value: { text, signature, redacted } } };
    case 'tool_call':
      return { content: { case: 'toolCall', value: { id: toolCallId, name: toolName, argumentsJson: text } } };
  }
}
