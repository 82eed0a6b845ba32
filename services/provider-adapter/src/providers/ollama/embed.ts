// Vectors: https://github.com/ollama/ollama/blob/main/docs/api.md#generate-embeddings
import type { AnswerStep } from '../../adapter/answer-step.js';
import type { EmbedOrder } from '../../adapter/task-orders.js';
import { arrayAt, badOutput, countAt, textAt, type JsonObject } from '../../toolkit/index.js';

export function toEmbedRequest({ model, inputs, dimensions, extraFields }: EmbedOrder): Record<string, unknown> {
  // Ollama cuts what does not fit without a word unless it is told not to.
  return { ...extraFields, model, input: inputs, truncate: false, ...(dimensions === undefined ? {} : { dimensions }) };
}

export function stepsOfEmbed(answer: JsonObject): AnswerStep[] {
  const input = countAt(answer, 'prompt_eval_count');
  const vectors = arrayAt(answer, 'embeddings').map((values, index): AnswerStep => {
    if (!Array.isArray(values) || !values.every((value) => typeof value === 'number')) throw badOutput('A vector of the answer cannot be read.');
    return { type: 'embedding', index, values };
  });
  const usage: AnswerStep[] = input === undefined ? [] : [{ type: 'usage', counts: { input }, raw: { prompt_eval_count: answer['prompt_eval_count'] }, isFinal: true }];
  return [{ type: 'meta', responseModel: textAt(answer, 'model') }, ...usage, ...vectors];
}
