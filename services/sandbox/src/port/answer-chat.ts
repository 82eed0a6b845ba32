// Answers a chat without sending it: the same for a call and for an item of a batch.

import { planAnswer } from '../answers/plan-answer.js';
import type { Answer } from '../answers/answer.js';
import type { ChatRequest } from '../answers/request.js';
import type { Behaviour } from '../behaviour/behaviour.js';
import { overrideUsage } from '../behaviour/usage-override.js';
import type { Model } from '../billing/price-list.js';
import type { ChatWire } from '../dialects/dialect.js';
import { invalid } from '../dialects/failure.js';
import { createRandom } from '../text/random.js';
import type { Maker } from './service.js';

export interface ChatOrder {
  wire: ChatWire;
  request: ChatRequest;
  model: Model;
  isBatch?: boolean;
}

export interface ChatAnswered {
  /** What is charged. */
  answer: Answer;
  /** What the caller reads. */
  told: Answer;
}

/** Throws a Refusal for what the vendor would refuse, and for a behaviour that contradicts itself. */
export function answerChat(maker: Maker, { wire, request, model, isBatch = false }: ChatOrder): ChatAnswered {
  const { world, behaviour } = maker;
  wire.check?.(request, model);
  const random = behaviour.seed === undefined ? maker.random : createRandom(behaviour.seed);
  const input = wire.splitInput?.(request);
  try {
    const answer = planAnswer({ request, behaviour, random, model, nowMs: world.now(), input, isBatch });
    return { answer, told: toldOf(answer, behaviour) };
  } catch (error) {
    throw error instanceof RangeError ? invalid(undefined, `sandbox: ${error.message}`) : error;
  }
}

/** What the caller reads of an answer, where a behaviour wants it to differ from what is charged. */
function toldOf(answer: Answer, behaviour: Behaviour): Answer {
  if (behaviour.usageReported === undefined) return answer;
  return { ...answer, usage: overrideUsage(answer.usage, behaviour.usageReported) };
}
