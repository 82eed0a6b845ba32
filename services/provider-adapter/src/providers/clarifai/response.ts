// Outputs as labels, one list per picture, in the order of the inputs.
import type { AnswerStep, Label } from '../../adapter/answer-step.js';
import { arrayAt, badOutput, isObject, objectAt, textAt, type JsonObject } from '../../toolkit/index.js';

const success = 10_000;

/** A picture that could not be looked at has no labels and costs nothing; the others are told. Throws BAD_OUTPUT for what is no answer. */
export function stepsOfOutputs(answer: JsonObject, { asked }: { asked: number }): AnswerStep[] {
  if (!Array.isArray(answer['outputs'])) throw badOutput("The provider's answer has no outputs.");
  const steps: AnswerStep[] = [];
  const model = objectAt(arrayAt(answer, 'outputs').find(isObject), 'model');
  steps.push({ type: 'meta', responseModel: textAt(model, 'id'), responseId: textAt(objectAt(answer, 'status'), 'req_id') });
  let seen = 0n;
  let told = 0;
  for (const [index, output] of arrayAt(answer, 'outputs').entries()) {
    const status = isObject(output) ? objectAt(output, 'status') : undefined;
    if (isObject(output)) told += 1;
    if (!isObject(output) || (status?.['code'] ?? success) !== success) {
      steps.push({ type: 'warning', sentence: `Picture ${index + 1} could not be looked at (${String(status?.['code']).slice(0, 16)}).` });
      continue;
    }
    seen += 1n;
    steps.push({ type: 'labels', index, labels: labelsOf(objectAt(output, 'data')) });
  }
  // https://docs.clarifai.com/account-and-billing: an operation is one input; the answer says how many there were.
  // Of pictures without a word nobody knows whether they are billed.
  steps.push({ type: 'usage', counts: { images: seen }, raw: { images: Number(seen) }, isFinal: told >= asked });
  return steps;
}

/** Classifiers name concepts of the whole picture, detectors of regions; of a concept that is there twice the surer one counts. */
function labelsOf(data: JsonObject | undefined): Label[] {
  const regions = arrayAt(data, 'regions').flatMap((region) => (isObject(region) ? arrayAt(objectAt(region, 'data'), 'concepts') : []));
  const scores = new Map<string, number>();
  for (const concept of [...arrayAt(data, 'concepts'), ...regions]) {
    const name = isObject(concept) ? (textAt(concept, 'name') ?? textAt(concept, 'id')) : undefined;
    const score = isObject(concept) ? concept['value'] : undefined;
    if (name === undefined || typeof score !== 'number' || !(score >= 0 && score <= 1)) throw badOutput('A concept of the answer has no name, or no score from 0 to 1.');
    scores.set(name, Math.max(score, scores.get(name) ?? 0));
  }
  return [...scores].map(([name, score]) => ({ name, score }));
}
