// A whole chat completion as steps.
import type { AnswerStep } from '../../../adapter/answer-step.js';
import { BlockWriter } from '../../block-writer.js';
import { eventFailure } from '../../http/answer-failure.js';
import { arrayAt, badOutput, isObject, objectAt, textAt, type JsonObject } from '../../json/json.js';
import { errorWithin, readErrorObject } from './error.js';
import { toFinish } from './finish-reason.js';
import { contentWords } from './content-words.js';
import type { OpenAiDifferences } from './differences.js';
import { metaOf } from './meta.js';
import { usageOfAnswer } from './usage.js';

/** `text` is the source of `answer`: amounts of money are read from it. Throws BAD_OUTPUT without choices. */
export function stepsOfCompletion(answer: JsonObject, text: string, attemptId: string, differs: OpenAiDifferences = {}): AnswerStep[] {
  // Gateways answer 200 with an error in it.
  const error = errorWithin(answer);
  if (error !== undefined) throw eventFailure(readErrorObject(error, { differs }));
  const usage = usageOfAnswer(answer, text, { isFinal: true, differs });
  const steps: AnswerStep[] = [metaOf(answer), ...(usage === undefined ? [] : [usage])];
  const choice = arrayAt(answer, 'choices')[0];
  const message = isObject(choice) ? objectAt(choice, 'message') : undefined;
  if (!isObject(choice) || message === undefined) {
    if (usage === undefined) throw badOutput("The provider's answer has no choices.");
    return steps;
  }
  const blocks = new BlockWriter(attemptId);
  steps.push(...contentWords(message, blocks));
  const refusal = textAt(message, 'refusal') ?? '';
  steps.push(...blocks.words('text', refusal));
  arrayAt(message, 'tool_calls').forEach((call, index) => {
    if (!isObject(call)) return;
    const called = objectAt(call, 'function');
    steps.push(...blocks.toolCall(index, { id: textAt(call, 'id'), name: textAt(called, 'name'), text: textAt(called, 'arguments') ?? '' }));
  });
  steps.push(...blocks.endAll(), toFinish(textAt(choice, 'finish_reason'), { hasToolCalls: blocks.hasToolCalls, isRefused: refusal !== '', finishReasons: differs.finishReasons }));
  return steps;
}
