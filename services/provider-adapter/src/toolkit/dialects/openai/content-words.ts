// The words of an answer: a text, or a list of parts as Mistral's reasoning models send it.
// https://docs.mistral.ai/capabilities/reasoning
import type { AnswerStep } from '../../../adapter/answer-step.js';
import type { BlockWriter } from '../../block-writer.js';
import { arrayAt, isObject, textAt, type JsonObject } from '../../json/json.js';

/** Of a whole message or of a delta. */
export function* contentWords(message: JsonObject | undefined, blocks: BlockWriter): Generator<AnswerStep> {
  yield* blocks.words('reasoning', textAt(message, 'reasoning_content') ?? textAt(message, 'reasoning') ?? '');
  const text = textAt(message, 'content');
  if (text !== undefined) return yield* blocks.words('text', text);
  for (const part of arrayAt(message, 'content')) {
    if (!isObject(part)) continue;
    yield* blocks.words('text', textAt(part, 'text') ?? '');
    for (const thought of arrayAt(part, 'thinking')) if (isObject(thought)) yield* blocks.words('reasoning', textAt(thought, 'text') ?? '');
  }
}
