// From the domain's steps to the frames of the contract.
import type { MessageInitShape } from '@bufbuild/protobuf';
import type { DeltaSchema, StreamResponseSchema } from '@switchyard/proto/provider/v1/attempt';
import type { AnswerStep } from '../adapter/answer-step.js';
import type { StreamFrame } from '../domain/stream.js';

type Frame = MessageInitShape<typeof StreamResponseSchema>;
type DeltaInit = MessageInitShape<typeof DeltaSchema>;

/** undefined for what only the report tells. */
export function frameOf(frame: StreamFrame, journalId: string): Frame | undefined {
  switch (frame.kind) {
    case 'started':
      return { frame: { case: 'started', value: { journalId } } };
    case 'usage':
      return { frame: { case: 'usage', value: frame.usage } };
    case 'report':
      return { frame: { case: 'report', value: frame.report } };
    case 'steps': {
      const deltas = frame.steps.flatMap(deltasOf);
      return deltas.length === 0 ? undefined : { frame: { case: 'deltas', value: { deltas } } };
    }
  }
}

function deltasOf(step: AnswerStep): DeltaInit[] {
  switch (step.type) {
    case 'block_start':
      return [{ step: { case: 'start', value: { index: step.index, type: step.kind, toolCallId: step.toolCallId, toolName: step.toolName } } }];
    case 'block_text':
      return [{ step: { case: 'text', value: { index: step.index, text: step.text, signature: step.signature, redacted: step.redacted } } }];
    case 'block_end':
      return [{ step: { case: 'end', value: { index: step.index } } }];
    default:
      return [];
  }
}
