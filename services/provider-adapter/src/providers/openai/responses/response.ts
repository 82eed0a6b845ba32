// A whole response as steps: https://platform.openai.com/docs/api-reference/responses/object
import type { AnswerStep } from '../../../adapter/answer-step.js';
import { arrayAt, badOutput, BlockWriter, isObject, objectAt, textAt, type JsonObject } from '../../../toolkit/index.js';
import { endingOf, failureOf } from './ending.js';
import { signItem } from './signature.js';
import { usageStep } from './usage.js';

/** Throws BAD_OUTPUT for anything that is no response, and the failure that the vendor tells. */
export function stepsOfResponse(response: JsonObject, attemptId: string): AnswerStep[] {
  const failure = failureOf(response);
  if (failure !== undefined) throw failure;
  if (!Array.isArray(response['output'])) throw badOutput("The provider's answer has no output.");
  const usage = objectAt(response, 'usage');
  const steps: AnswerStep[] = [metaOf(response), ...(usage === undefined ? [] : [usageStep(usage, { isFinal: true })])];
  const blocks = new BlockWriter(attemptId);
  let isRefused = false;
  arrayAt(response, 'output').forEach((item, place) => {
    if (!isObject(item)) return;
    isRefused ||= hasRefusal(item);
    steps.push(...stepsOfItem(item, place, blocks));
  });
  steps.push(...blocks.endAll(), endingOf(response, { hasToolCalls: blocks.hasToolCalls, isRefused }));
  return steps;
}

export function metaOf(response: JsonObject): AnswerStep {
  return { type: 'meta', responseModel: textAt(response, 'model'), responseId: textAt(response, 'id'), tier: textAt(response, 'service_tier') };
}

function* stepsOfItem(item: JsonObject, place: number, blocks: BlockWriter): Generator<AnswerStep> {
  switch (textAt(item, 'type')) {
    case 'message':
      for (const part of arrayAt(item, 'content')) if (isObject(part)) yield* blocks.words('text', textAt(part, 'text') ?? textAt(part, 'refusal') ?? '');
      return;
    case 'reasoning':
      yield* blocks.words('reasoning', summaryOf(item));
      return yield* endReasoning(item, blocks);
    case 'function_call':
      yield* blocks.toolCall(place, { id: textAt(item, 'call_id'), name: textAt(item, 'name'), text: textAt(item, 'arguments') ?? '' });
      return yield* blocks.endToolCall(place);
    default:
      yield leftOut(item);
  }
}

/** Each item is a block of its own, since each has a signature of its own. */
export function* endReasoning(item: JsonObject, blocks: BlockWriter): Generator<AnswerStep> {
  yield* blocks.words('reasoning', '', signItem(textAt(item, 'id'), textAt(item, 'encrypted_content')));
  yield* blocks.endWords();
}

/** Parts of a summary are paragraphs. */
function summaryOf(item: JsonObject): string {
  const parts = [...arrayAt(item, 'summary'), ...arrayAt(item, 'content')];
  return parts.flatMap((part) => (isObject(part) ? [textAt(part, 'text') ?? ''] : [])).join('\n\n');
}

export function hasRefusal(item: JsonObject): boolean {
  return arrayAt(item, 'content').some((part) => isObject(part) && part['type'] === 'refusal');
}

/** Items that our answers have no place for: the vendor's own tools, which are never asked for here. */
export function leftOut(item: JsonObject): AnswerStep {
  return { type: 'warning', sentence: `An item of type ${(textAt(item, 'type') ?? 'none').slice(0, 64)} was left out of the answer.` };
}
