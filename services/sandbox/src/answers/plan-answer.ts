// Makes the whole answer to a chat request, with its usage.

import type { Behaviour } from '../behaviour/behaviour.js';
import { overrideUsage } from '../behaviour/usage-override.js';
import { costPicoUsd } from '../billing/cost.js';
import type { Model } from '../billing/price-list.js';
import { noUsage } from '../billing/usage.js';
import type { Usage } from '../billing/usage.js';
import type { Random } from '../text/random.js';
import { tokensOfBytes, utf8Bytes } from '../text/tokens.js';
import type { Answer, Choice } from './answer.js';
import { partBytes, planChoice, randomId } from './plan-choice.js';
import type { ChatRequest } from './request.js';

export interface AnswerPlan {
  request: ChatRequest;
  behaviour: Behaviour;
  random: Random;
  model: Model;
  nowMs: number;
  /** The input as the vendor's caches split it. */
  input: Usage | undefined;
  isBatch?: boolean;
}

/** Throws a RangeError if the behaviour's usage contradicts itself. */
export function planAnswer(plan: AnswerPlan): Answer {
  const { behaviour, random, model } = plan;
  const request: ChatRequest = plan.request.reasons === 'if_able' ? { ...plan.request, reasons: model.reasoning === true } : plan.request;
  const outputTokensMax = Math.min(request.outputTokensMax ?? model.outputTokensMax, model.outputTokensMax);
  const choices: Choice[] = [];
  let visibleOutput = 0;
  let reasoning = 0;
  for (let index = 0; index < request.choices; index += 1) {
    const choice = planChoice({ request, behaviour, random, outputTokensMax });
    choices.push(choice);
    reasoning += tokensOfBytes(utf8Bytes(choice.reasoning?.text ?? ''));
    visibleOutput += tokensOfBytes(choice.parts.reduce((bytes, part) => bytes + partBytes(part), 0));
  }
  const own: Usage = { ...(plan.input ?? { ...noUsage, uncachedInput: request.inputTokens }), visibleOutput, reasoning };
  const usage = behaviour.usage === undefined ? own : overrideUsage(own, behaviour.usage);
  return {
    request,
    id: randomId(random),
    createdAtMs: plan.nowMs,
    model: behaviour.answerModel ?? request.model,
    choices,
    usage,
    costPicoUsd: costPicoUsd(usage, model.prices),
    usageShown: behaviour.usageMissing !== true,
    streamUsage: request.streamUsage,
    streamUsageOften: request.streamUsageOften === true,
    streamPadding: request.streamPadding,
    isBatch: plan.isBatch === true,
  };
}

/** Bytes of the whole answer, the measure of a stream's progress. */
export function answerBytes(answer: Answer): number {
  let bytes = 0;
  for (const choice of answer.choices) for (const part of choice.parts) bytes += partBytes(part);
  return bytes;
}
