// Responses as labels, one list per picture, in the order of the requests.
import type { AnswerStep } from '../../adapter/answer-step.js';
import { arrayAt, badOutput, isObject, objectAt, type JsonObject } from '../../toolkit/index.js';
import { features } from './features.js';

/** A picture that could not be looked at has an error in its place, no labels, and no bill. Throws BAD_OUTPUT for what is no answer. */
export function stepsOfResponses(answer: JsonObject, { asked }: { asked: number }): AnswerStep[] {
  if (!Array.isArray(answer['responses'])) throw badOutput("The provider's answer has no responses.");
  const steps: AnswerStep[] = [];
  let seen = 0n;
  for (const [index, response] of arrayAt(answer, 'responses').entries()) {
    if (!isObject(response)) throw badOutput("The provider's answer has something else among its responses.");
    const code = objectAt(response, 'error')?.['code'];
    if (code !== undefined) {
      steps.push({ type: 'warning', sentence: `Picture ${index + 1} could not be looked at (${String(code).slice(0, 16)}).` });
      continue;
    }
    seen += 1n;
    // One feature is asked for, so the others say nothing.
    steps.push({ type: 'labels', index, labels: Object.values(features).flatMap((feature) => feature.labels(response)) });
  }
  // https://cloud.google.com/vision/pricing: a unit is one feature of one picture. Of pictures without a word nobody knows whether they are billed.
  steps.push({ type: 'usage', counts: { images: seen }, raw: { images: Number(seen) }, isFinal: arrayAt(answer, 'responses').length >= asked });
  return steps;
}
