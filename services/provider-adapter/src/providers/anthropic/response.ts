// A whole message as steps.
import type { AnswerStep } from '../../adapter/answer-step.js';
import { arrayAt, badOutput, eventFailure, isObject, objectAt, textAt, type JsonObject } from '../../toolkit/index.js';
import { readAnthropicError } from './error.js';
import { toFinish } from './finish-reason.js';
import { usageStep } from './usage.js';

/** Throws BAD_OUTPUT for anything that is no message. */
export function stepsOfMessage(answer: JsonObject): AnswerStep[] {
  if (textAt(answer, 'type') === 'error') throw eventFailure(readAnthropicError(answer));
  if (!Array.isArray(answer['content'])) throw badOutput("The provider's answer has no content.");
  const usage = objectAt(answer, 'usage');
  const steps: AnswerStep[] = [{ type: 'meta', responseModel: textAt(answer, 'model'), responseId: textAt(answer, 'id'), tier: textAt(usage, 'service_tier') }];
  if (usage !== undefined) steps.push(usageStep(usage, { isFinal: true }));
  for (const block of arrayAt(answer, 'content')) {
    if (!isObject(block)) continue;
    // A block that is left out leaves no gap in the numbers.
    const index = steps.filter(({ type }) => type === 'block_start').length;
    steps.push(...stepsOfBlock(block, index));
  }
  steps.push(toFinish(textAt(answer, 'stop_reason')));
  return steps;
}

function stepsOfBlock(block: JsonObject, index: number): AnswerStep[] {
  const start = startOf(block, index);
  if (start === undefined) return [leftOut(block)];
  const text = block['type'] === 'tool_use' ? JSON.stringify(block['input'] ?? {}) : (textAt(block, 'text') ?? textAt(block, 'thinking') ?? '');
  return [start, { type: 'block_text', index, text, signature: textAt(block, 'signature') ?? '', redacted: redactedOf(block) }, { type: 'block_end', index }];
}

/** undefined for blocks that our answers have no place for. */
export function startOf(block: JsonObject, index: number): (AnswerStep & { type: 'block_start' }) | undefined {
  switch (block['type']) {
    case 'text':
      return { type: 'block_start', index, kind: 'text', toolCallId: '', toolName: '' };
    case 'thinking':
    case 'redacted_thinking':
      return { type: 'block_start', index, kind: 'reasoning', toolCallId: '', toolName: '' };
    case 'tool_use':
      return { type: 'block_start', index, kind: 'tool_call', toolCallId: textAt(block, 'id') ?? '', toolName: textAt(block, 'name') ?? '' };
    default:
      return undefined;
  }
}

/** Thinking that only the vendor can read, kept as it came. */
export function redactedOf(block: JsonObject): Uint8Array | undefined {
  return block['type'] === 'redacted_thinking' ? Buffer.from(textAt(block, 'data') ?? '') : undefined;
}

export function leftOut(block: JsonObject): AnswerStep {
  const type = textAt(block, 'type')?.slice(0, 64) ?? 'unnamed';
  return { type: 'warning', sentence: `A block of type ${type} was left out of the answer.` };
}
