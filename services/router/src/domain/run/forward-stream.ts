// Forwards one attempt's stream: nothing is shown before the first meaningful output, so that a failure until then
// can be retried unseen; everything after it is shown as it comes.
import type { MessageInitShape } from '@bufbuild/protobuf';
import type { Delta, StreamResponse, AttemptReport } from '@switchyard/proto/provider/v1/attempt';
import type { GenerateStreamResponseSchema } from '@switchyard/proto/router/v1/generate';
import { preambleFramesMax } from '../../limits.js';
import { isAnswer } from './attempt.js';

export type Frame = MessageInitShape<typeof GenerateStreamResponseSchema>;

export interface Forwarded {
  /** undefined when the stream ended without one: nobody knows how the attempt ended. */
  readonly report: AttemptReport | undefined;
  /** Whether the caller has seen output of this attempt. */
  readonly isShown: boolean;
}

/** Yields frames; returns how it ended. Errors of the transport pass through, with what was shown told by onShown. */
export async function* forwardStream(frames: AsyncIterable<StreamResponse>, first: Frame, onShown: () => void): AsyncGenerator<Frame, Forwarded> {
  let held: Frame[] | undefined = [first];
  let report: AttemptReport | undefined;
  for await (const { frame } of frames) {
    if (frame.case === 'report') {
      report = frame.value;
      continue;
    }
    const next = frame.case === 'deltas' ? frame.value.deltas.map(toFrame) : frame.case === 'usage' ? [{ frame: { case: 'usage' as const, value: frame.value } }] : [];
    if (held === undefined) {
      yield* next;
      continue;
    }
    held.push(...next);
    if ((frame.case === 'deltas' && frame.value.deltas.some(isMeaningful)) || held.length > preambleFramesMax) {
      onShown();
      yield* held;
      held = undefined;
    }
  }
  // An answer without a word (cut while it thought, stopped by a filter) is an answer: what was held back is shown after all.
  if (held !== undefined && report !== undefined && isAnswer(report)) {
    onShown();
    yield* held;
    held = undefined;
  }
  return { report, isShown: held === undefined };
}

/** Words, or the beginning of a tool call. An opened block with nothing in it is not output yet. */
function isMeaningful({ step }: Delta): boolean {
  if (step.case === 'start') return step.value.type === 'tool_call';
  return step.case === 'text' && step.value.text !== '';
}

function toFrame({ step }: Delta): Frame {
  switch (step.case) {
    case 'start':
      return { frame: { case: 'contentStart', value: { index: step.value.index, type: step.value.type, toolCallId: step.value.toolCallId, toolName: step.value.toolName } } };
    case 'text':
      return { frame: { case: 'contentDelta', value: { index: step.value.index, text: step.value.text, signature: step.value.signature, redacted: step.value.redacted } } };
    case 'end':
      return { frame: { case: 'contentEnd', value: { index: step.value.index } } };
    default:
      return {};
  }
}
