// How an attempt ended, from what is known of its answer and what went wrong, if anything did. Pure.
import { AttemptOutcome, ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { VendorFailure, type FailureFields } from '../adapter/vendor-failure.js';
import type { AnswerFold } from './answer-fold.js';
import type { Expected } from './calls/call.js';

export interface Ending {
  /** undefined: the provider's own end marker was seen. */
  readonly failure: VendorFailure | undefined;
  readonly expected: Expected;
  readonly isStream: boolean;
  readonly isCancelled: boolean;
}

export interface Judgement {
  readonly outcome: AttemptOutcome;
  /** Set unless it succeeded or is incomplete. */
  readonly failure: FailureFields | undefined;
  /** What an answer that counts lacks all the same. */
  readonly warning?: string | undefined;
}

const brokenOff = {
  missing: { origin: 'cut', errorClass: ErrorClass.BAD_OUTPUT, message: 'The provider ended its answer without saying why.' },
  error: { origin: 'cut', errorClass: ErrorClass.OVERLOADED, message: 'The provider says that its answer ended by an error.' },
} as const satisfies Record<string, FailureFields>;

const cancelled: FailureFields = { origin: 'stopped', errorClass: ErrorClass.CANCELLED, message: 'The caller went away.' };

export function judgeAnswer(fold: AnswerFold, { failure, expected, isStream, isCancelled }: Ending): Judgement {
  if (isCancelled) return { outcome: AttemptOutcome.CANCELLED, failure: cancelled };
  if (failure !== undefined) return { outcome: outcomeOf(failure.fields, { isStream, hasOutput: fold.hasOutput }), failure: failure.fields };
  // Only conversations have a reason to stop; elsewhere it is told when something was withheld.
  const finish = fold.finish?.unified ?? (expected.kind === 'chat' ? 'missing' : 'stop');
  // Without the vendor's own word about its end, or with its word that it failed, nobody can call this an answer.
  if (finish === 'missing' || finish === 'error') {
    const broken = brokenOff[finish];
    return { outcome: outcomeOf(broken, { isStream, hasOutput: fold.hasOutput }), failure: broken };
  }
  // The provider says itself that this is not the whole answer.
  if (finish !== 'stop' && finish !== 'tool_calls') return { outcome: AttemptOutcome.INCOMPLETE, failure: undefined, warning: shortageOf(fold, expected) };
  const flaw = expected.kind === 'chat' ? flawOf(fold, finish) : lackOf(fold, expected);
  if (flaw === undefined) return { outcome: AttemptOutcome.SUCCEEDED, failure: undefined, warning: shortageOf(fold, expected) };
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

/** One result for each thing that was asked for; vectors of one answer are of one length. */
function lackOf(fold: AnswerFold, { kind, count }: Exclude<Expected, { kind: 'chat' }>): string | undefined {
  if (kind === 'images') return madeOf(fold) > 0 ? undefined : "The provider's answer has no picture.";
  const results: ReadonlyMap<number, readonly unknown[]> = kind === 'embeddings' ? fold.embeddings : fold.labels;
  for (let index = 0; index < count; index += 1) if (!results.has(index)) return `The provider's answer has nothing for input ${index + 1} of ${count}.`;
  if (kind === 'labels') return undefined;
  const vectors = [...fold.embeddings.values()];
  const length = vectors[0]?.length ?? 0;
  return length > 0 && vectors.every((vector) => vector.length === length && vector.every(Number.isFinite)) ? undefined : "The provider's vectors are empty, of different lengths or not numbers.";
}

/** Some of the pictures are worth having, and the caller is told that there were to be more. */
function shortageOf(fold: AnswerFold, expected: Expected): string | undefined {
  if (expected.kind !== 'images') return undefined;
  const made = madeOf(fold);
  return made > 0 && made < expected.count ? `The provider made ${made} of ${expected.count} pictures.` : undefined;
}

function madeOf({ images }: AnswerFold): number {
  return images.filter(({ data }) => data.length > 0).length;
}

function isJsonObject(text: string): boolean {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
  } catch {
    return false;
  }
}
