// How a response ended, a closed map: https://platform.openai.com/docs/api-reference/responses/object
import type { AnswerStep, UnifiedFinish } from '../../../adapter/answer-step.js';
import type { VendorFailure } from '../../../adapter/vendor-failure.js';
import { eventFailure, objectAt, readErrorObject, textAt, type JsonObject } from '../../../toolkit/index.js';

const incomplete: Readonly<Record<string, UnifiedFinish>> = { max_output_tokens: 'length', content_filter: 'content_filter' };

interface Said {
  readonly hasToolCalls: boolean;
  readonly isRefused: boolean;
}

/** The status is the reason; of an incomplete one the reason is told beside it. Without either, nobody said that it ended. */
export function endingOf(response: JsonObject, { hasToolCalls, isRefused }: Said): AnswerStep & { type: 'finish' } {
  const status = textAt(response, 'status');
  if (status === 'completed') return { type: 'finish', unified: isRefused ? 'refusal' : hasToolCalls ? 'tool_calls' : 'stop', raw: status };
  if (status !== 'incomplete') return { type: 'finish', unified: status === undefined ? 'missing' : 'error', raw: status ?? '' };
  const reason = textAt(objectAt(response, 'incomplete_details'), 'reason') ?? status;
  return { type: 'finish', unified: Object.hasOwn(incomplete, reason) ? incomplete[reason]! : 'unknown', raw: reason };
}

/** undefined unless the vendor says that it failed. */
export function failureOf(response: JsonObject): VendorFailure | undefined {
  const error = objectAt(response, 'error');
  return error === undefined && textAt(response, 'status') !== 'failed' ? undefined : eventFailure(readErrorObject(error));
}
