// How an attempt ended, from what is known of its answer and what went wrong, if anything did. Pure (SEMANTICS 2 and 3).
import { AttemptOutcome, ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { VendorFailure, type FailureFields } from '../adapter/vendor-failure.js';
import type { AnswerFold } from './answer-fold.js';

export interface Ending {
  /** undefined: the provider's own end marker was seen. */
  readonly failure: VendorFailure | undefined;
  readonly isStream: boolean;
  readonly isCancelled: boolean;
}

export interface Judgement {
  readonly outcome: AttemptOutcome;
  /** Set unless it succeeded or is incomplete. */
  readonly failure: FailureFields | undefined;
}

const cancelled: FailureFields = { origin: 'stopped', errorClass: ErrorClass.CANCELLED, message: 'The caller went away.' };

export function judgeAnswer(fold: AnswerFold, { failure, isStream, isCancelled }: Ending): Judgement {
  if (isCancelled) return { outcome: AttemptOutcome.CANCELLED, failure: cancelled };
  if (failure !== undefined) return { outcome: outcomeOf(failure.fields, { isStream, hasOutput: fold.hasOutput }), failure: failure.fields };
  const finish = fold.finish?.unified ?? 'missing';
  // The provider says itself that this is not the whole answer.
  if (finish !== 'stop' && finish !== 'tool_calls') return { outcome: AttemptOutcome.INCOMPLETE, failure: undefined };
  const flaw = flawOf(fold, finish);
  if (flaw === undefined) return { outcome: AttemptOutcome.SUCCEEDED, failure: undefined };
  return { outcome: AttemptOutcome.FAILED, failure: { origin: 'output', errorClass: ErrorClass.BAD_OUTPUT, message: flaw } };
}

function outcomeOf({ origin }: FailureFields, { isStream, hasOutput }: { isStream: boolean; hasOutput: boolean }): AttemptOutcome {
  // The adapter itself was stopped in the middle: nobody knows.
  if (origin === 'stopped') return AttemptOutcome.UNKNOWN;
  if (isStream && origin === 'cut') return AttemptOutcome.TRUNCATED;
  if (isStream && hasOutput && origin !== 'vendor') return AttemptOutcome.TRUNCATED;
  return origin === 'timer' ? AttemptOutcome.TIMED_OUT : AttemptOutcome.FAILED;
}

/** What makes an answer that calls itself complete useless. */
function flawOf(fold: AnswerFold, finish: 'stop' | 'tool_calls'): string | undefined {
  const blocks = [...fold.blocks.values()];
  const calls = blocks.filter(({ kind }) => kind === 'tool_call');
  if (finish === 'tool_calls' && calls.length === 0) return 'The provider says that it called tools, and named none.';
  if (calls.length === 0 && !blocks.some(({ kind, hasText }) => kind === 'text' && hasText)) return "The provider's answer is empty.";
  for (const call of calls) {
    if (call.toolName === '') return 'The provider called a tool without a name.';
    if (!isJsonObject(call.texts.join(''))) return `The arguments of the call of ${call.toolName.slice(0, 64)} are not a JSON object.`;
  }
  return undefined;
}

function isJsonObject(text: string): boolean {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
  } catch {
    return false;
  }
}
