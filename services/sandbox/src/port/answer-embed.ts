// Answers an embeddings request without sending it: the same for a call and for an item of a batch.

import { embedText } from '../answers/embed.js';
import { randomId } from '../answers/plan-choice.js';
import type { EmbedRequest } from '../answers/request.js';
import { overrideUsage } from '../behaviour/usage-override.js';
import type { Model } from '../billing/price-list.js';
import { noUsage, totalInput } from '../billing/usage.js';
import type { Usage } from '../billing/usage.js';
import type { EmbedAnswer } from '../dialects/dialect.js';
import { Refusal, invalid } from '../dialects/failure.js';
import { countTokens } from '../text/tokens.js';
import type { Maker } from './service.js';

export interface EmbedAnswered {
  answer: EmbedAnswer;
  /** What is charged. */
  usage: Usage;
  id: string;
}

/** Throws a Refusal for what the vendor would refuse, and for a behaviour that contradicts itself. */
export function answerEmbed({ behaviour, random }: Maker, request: EmbedRequest, model: Model): EmbedAnswered {
  if (request.inputs.some((input) => countTokens(input) > model.contextWindow)) {
    throw new Refusal({ kind: 'context_too_long', subject: String(model.contextWindow) });
  }
  const dimensions = request.dimensions ?? model.dimensions;
  if (dimensions > model.dimensions) throw invalid('dimensions', `'dimensions' must be at most ${model.dimensions}.`);

  let usage = { ...noUsage, uncachedInput: request.inputTokens };
  try {
    if (behaviour.usage !== undefined) usage = overrideUsage(usage, behaviour.usage);
  } catch (error) {
    throw invalid(undefined, `sandbox: ${(error as Error).message}`);
  }
  const answer = {
    model: behaviour.answerModel ?? request.model,
    vectors: behaviour.empty === true ? [] : request.inputs.map((input) => embedText(input, dimensions)),
    base64: request.base64,
    inputTokens: totalInput(usage),
    usageShown: behaviour.usageMissing !== true,
  };
  return { answer, usage, id: randomId(random) };
}
