// A whole answer of Converse as steps.
import type { AnswerStep } from '../../adapter/answer-step.js';
import { arrayAt, badOutput, isObject, objectAt, textAt, type JsonObject } from '../../toolkit/index.js';
import { toFinish } from './finish-reason.js';
import { usageStep } from './usage.js';

/** Throws BAD_OUTPUT for anything that is no message. */
export function stepsOfConverse(answer: JsonObject, requestId: string | undefined): AnswerStep[] {
  const message = objectAt(objectAt(answer, 'output'), 'message');
  if (message === undefined) throw badOutput("The provider's answer has no message.");
  const usage = objectAt(answer, 'usage');
  const steps: AnswerStep[] = [{ type: 'meta', responseId: requestId, tier: textAt(objectAt(answer, 'serviceTier'), 'type') }];
  if (usage !== undefined) steps.push(usageStep(usage, { isFinal: true }));
  let index = 0;
  for (const block of arrayAt(message, 'content')) {
    if (!isObject(block)) continue;
    const made = stepsOfBlock(block, index);
    // A block that is left out leaves no gap in the numbers.
    if (made.length > 1) index += 1;
    steps.push(...made);
  }
  steps.push(toFinish(textAt(answer, 'stopReason')));
  return steps;
}

function stepsOfBlock(block: JsonObject, index: number): AnswerStep[] {
  const whole = (start: Omit<AnswerStep & { type: 'block_start' }, 'type' | 'index'>, text: string, more: { signature?: string; redacted?: Uint8Array } = {}): AnswerStep[] => [
    { type: 'block_start', index, ...start },
    { type: 'block_text', index, text, signature: more.signature ?? '', redacted: more.redacted },
    { type: 'block_end', index },
  ];
  const text = textAt(block, 'text');
  if (text !== undefined) return whole({ kind: 'text', toolCallId: '', toolName: '' }, text);
  const call = objectAt(block, 'toolUse');
  if (call !== undefined) return whole({ kind: 'tool_call', toolCallId: textAt(call, 'toolUseId') ?? '', toolName: textAt(call, 'name') ?? '' }, JSON.stringify(call['input'] ?? {}));
  const reasoning = objectAt(block, 'reasoningContent');
  if (reasoning === undefined) return [leftOut(block)];
  const redacted = textAt(reasoning, 'redactedContent');
  const said = objectAt(reasoning, 'reasoningText');
  return whole({ kind: 'reasoning', toolCallId: '', toolName: '' }, textAt(said, 'text') ?? '', { signature: textAt(said, 'signature') ?? '', ...(redacted === undefined ? {} : { redacted: Buffer.from(redacted, 'base64') }) });
}

export function leftOut(block: JsonObject): AnswerStep {
  const [type = 'without a name'] = Object.keys(block);
  return { type: 'warning', sentence: `A block of type ${type.slice(0, 64)} was left out of the answer.` };
}
