// Embeddings, in three spellings: the Gemini API takes many texts at once, Vertex AI has two ways, by the model's age.
//   https://ai.google.dev/api/embeddings  https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/text-embeddings-api
import type { AnswerStep, UsageStep } from '../../adapter/answer-step.js';
import type { ProviderContext } from '../../adapter/provider.js';
import type { EmbedOrder } from '../../adapter/task-orders.js';
import { arrayAt, badOutput, cannotSay, countAt, isObject, objectAt, type JsonObject } from '../../toolkit/index.js';
import { isVertex, pathOf } from './endpoint.js';

type Row = Pick<ProviderContext, 'options' | 'project'>;

/** On Vertex AI the first Gemini embedding model still answers to predict, like those before it. */
const isNewer = (model: string): boolean => /gemini-embedding-(?!001$)/.test(model);

export function embedPathOf(row: Row, model: string): string {
  return pathOf(row, model, !isVertex(row) ? 'batchEmbedContents' : isNewer(model) ? 'embedContent' : 'predict');
}

export function toEmbedRequest({ model, inputs, dimensions, extraFields }: EmbedOrder, row: Row): Record<string, unknown> {
  const size = dimensions === undefined ? {} : { outputDimensionality: dimensions };
  const contentOf = (text: string) => ({ parts: [{ text }] });
  if (!isVertex(row)) return { requests: inputs.map((text) => ({ ...extraFields, model: model.includes('/') ? model : `models/${model}`, content: contentOf(text), ...size })) };
  if (!isNewer(model)) return { instances: inputs.map((content) => ({ ...extraFields, content })), parameters: size };
  if (inputs.length > 1) throw cannotSay('inputs', `${model} takes one text per call on Vertex AI.`);
  return { ...extraFields, content: contentOf(inputs[0]!), ...size };
}

/** Throws BAD_OUTPUT for a vector that is none. */
export function stepsOfEmbeddings(answer: JsonObject): AnswerStep[] {
  const alone = objectAt(answer, 'embedding');
  const predictions = arrayAt(answer, 'predictions').map((prediction) => (isObject(prediction) ? objectAt(prediction, 'embeddings') : undefined));
  const vectors = alone !== undefined ? [alone] : predictions.length > 0 ? predictions : arrayAt(answer, 'embeddings');
  const usage = usageOf(answer, predictions);
  return [
    ...(usage === undefined ? [] : [usage]),
    ...vectors.map((vector, index): AnswerStep => {
      const values = isObject(vector) ? vector['values'] : undefined;
      if (!Array.isArray(values) || !values.every((value) => typeof value === 'number')) throw badOutput('A vector of the answer cannot be read.');
      return { type: 'embedding', index, values };
    }),
  ];
}

/** predict counts each text beside its vector, and all of them must be counted. */
function usageOf(answer: JsonObject, predictions: readonly (JsonObject | undefined)[]): UsageStep | undefined {
  const block = objectAt(answer, 'usageMetadata');
  if (block !== undefined) return { type: 'usage', counts: { input: countAt(block, 'promptTokenCount') }, raw: block, isFinal: true };
  const counts = predictions.map((vector) => countAt(objectAt(vector, 'statistics'), 'token_count'));
  if (counts.length === 0 || counts.includes(undefined)) return undefined;
  const input = counts.reduce<bigint>((sum, count) => sum + count!, 0n);
  return { type: 'usage', counts: { input }, raw: { token_count: Number(input) }, isFinal: true };
}
