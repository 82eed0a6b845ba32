// Answers of the tasks of hf-inference as steps: https://huggingface.co/docs/inference-providers/tasks
import type { AnswerStep, Label } from '../../adapter/answer-step.js';
import { badOutput, isObject, textAt } from '../../toolkit/index.js';

const isVector = (value: unknown): value is number[] => Array.isArray(value) && value.every((part) => typeof part === 'number');

/** Tokens stand in a header, when the server behind it counts them. Throws BAD_OUTPUT for a vector that is none. */
export function stepsOfVectors(answer: readonly unknown[], { tokens, count }: { tokens: string | undefined; count: number }): AnswerStep[] {
  // One text alone may come as one vector without a list around it.
  const vectors: readonly unknown[] = count === 1 && answer.length > 0 && isVector(answer) ? [answer] : answer;
  const steps = vectors.map((values, index): AnswerStep => {
    // Models without pooling answer with a vector for each token, which is no vector of the text.
    if (!isVector(values)) throw badOutput("The provider's answer has something else among its vectors.");
    return { type: 'embedding', index, values };
  });
  const isCounted = tokens !== undefined && /^[0-9]{1,15}$/.test(tokens);
  return [...(isCounted ? [{ type: 'usage', counts: { input: BigInt(tokens) }, raw: { 'x-compute-tokens': Number(tokens) }, isFinal: true } as const] : []), ...steps];
}

/** The answer is the picture itself, so it counts itself. */
export function stepsOfPicture({ mediaType, bytes }: { mediaType: string; bytes: Buffer }): AnswerStep[] {
  if (bytes.length === 0) throw badOutput("The provider's answer has no picture.");
  return [{ type: 'usage', counts: { images: 1n }, raw: { images: 1 }, isFinal: true }, { type: 'image', mediaType, data: bytes }];
}

export function stepsOfLabels(answer: readonly unknown[]): AnswerStep[] {
  const labels = answer.map((item): Label => {
    const name = isObject(item) ? textAt(item, 'label') : undefined;
    const score = isObject(item) ? item['score'] : undefined;
    if (name === undefined || typeof score !== 'number' || !(score >= 0 && score <= 1)) throw badOutput('A label of the answer has no name, or no score from 0 to 1.');
    return { name, score };
  });
  return [{ type: 'usage', counts: { images: 1n }, raw: { images: 1 }, isFinal: true }, { type: 'labels', index: 0, labels: labels.toSorted((one, other) => other.score - one.score) }];
}
