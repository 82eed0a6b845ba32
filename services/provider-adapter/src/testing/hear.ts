// What an attempt said, told alike for whole answers and for streams, so that a table may hold both to the same.
import type { AttemptReport } from '@switchyard/proto/provider/v1/attempt';
import type { AnswerStep, BlockKind } from '../adapter/answer-step.js';
import type { AnswerFold } from '../domain/answer-fold.js';
import type { Attempts } from '../domain/attempts.js';
import type { OrderedCall } from '../domain/calls/call.js';
import { complete } from '../domain/complete.js';
import { stream } from '../domain/stream.js';
import { partsOf } from '../server/results.js';

export interface HeardToolCall {
  readonly id: string;
  readonly name: string;
  /** JSON. */
  readonly arguments: string;
}

export interface Heard {
  readonly text: string;
  readonly reasoning: string;
  readonly toolCalls: HeardToolCall[];
  readonly report: AttemptReport;
  /** Everything that a whole answer brought; absent for streams and failures. */
  readonly answer?: AnswerFold | undefined;
}

const never = new AbortController().signal;

export async function hear(attempts: Attempts, call: OrderedCall): Promise<Heard> {
  if (call.isStream) {
    const { steps, report } = await hearSteps(attempts, call);
    return { text: wordsOfSteps(steps, 'text'), reasoning: wordsOfSteps(steps, 'reasoning'), toolCalls: toolCallsOfSteps(steps), report };
  }
  const { answer, report } = await complete(attempts, call, { signal: never });
  const contents = partsOf(answer).map(({ content }) => content);
  return {
    text: contents.map((content) => (content?.case === 'text' ? content.value : '')).join(''),
    reasoning: contents.map((content) => (content?.case === 'reasoning' ? (content.value.text ?? '') : '')).join(''),
    toolCalls: contents.flatMap((content) => (content?.case === 'toolCall' ? [{ id: content.value.id ?? '', name: content.value.name ?? '', arguments: content.value.argumentsJson ?? '' }] : [])),
    report,
    answer,
  };
}

export async function hearSteps(attempts: Attempts, call: OrderedCall, signal: AbortSignal = never): Promise<{ steps: readonly AnswerStep[]; report: AttemptReport }> {
  const steps: AnswerStep[] = [];
  let report: AttemptReport | undefined;
  for await (const frame of stream(attempts, call, signal)) {
    if (report !== undefined) throw new Error('a frame came after the report');
    if (frame.kind === 'steps') steps.push(...frame.steps);
    if (frame.kind === 'report') report = frame.report;
  }
  if (report === undefined) throw new Error('the stream ended without a report');
  return { steps, report };
}

export function wordsOfSteps(steps: readonly AnswerStep[], kind: BlockKind): string {
  const blocks = new Set(steps.flatMap((step) => (step.type === 'block_start' && step.kind === kind ? [step.index] : [])));
  return steps.map((step) => (step.type === 'block_text' && blocks.has(step.index) ? step.text : '')).join('');
}

function toolCallsOfSteps(steps: readonly AnswerStep[]): HeardToolCall[] {
  return steps.flatMap((start) => {
    if (start.type !== 'block_start' || start.kind !== 'tool_call') return [];
    const pieces = steps.map((step) => (step.type === 'block_text' && step.index === start.index ? step.text : ''));
    return [{ id: start.toolCallId, name: start.toolName, arguments: pieces.join('') }];
  });
}
