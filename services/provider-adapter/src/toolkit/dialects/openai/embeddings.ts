// Embeddings: https://platform.openai.com/docs/api-reference/embeddings/create
import type { EmbeddingCreateParams } from 'openai/resources/embeddings';
import type { AnswerStep } from '../../../adapter/answer-step.js';
import type { EmbedOrder } from '../../../adapter/task-orders.js';
import { arrayAt, badOutput, isObject, objectAt, type JsonObject } from '../../json/json.js';
import type { OpenAiDifferences } from './differences.js';
import { metaOf } from './meta.js';
import { embeddingUsageStep } from './usage.js';

/** base64 is a quarter of the bytes, and exact. */
export function toEmbeddingsRequest({ model, inputs, dimensions, endUser, extraFields }: EmbedOrder, { embeddings }: OpenAiDifferences = {}): EmbeddingCreateParams {
  return {
    ...extraFields,
    model,
    input: [...inputs],
    ...(embeddings?.isNumbersOnly === true ? {} : { encoding_format: 'base64' }),
    ...(dimensions === undefined ? {} : { dimensions }),
    ...(endUser === '' ? {} : { user: endUser }),
  };
}

/** `text` is the source of `answer`. Throws BAD_OUTPUT for a vector that is neither base64 nor numbers. */
export function stepsOfEmbeddings(answer: JsonObject, text: string, differs: OpenAiDifferences = {}): AnswerStep[] {
  const usage = objectAt(answer, 'usage');
  const vectors = arrayAt(answer, 'data').map((item, place): AnswerStep => {
    if (!isObject(item)) throw badOutput("The provider's answer has something else among its vectors.");
    return { type: 'embedding', index: typeof item['index'] === 'number' ? item['index'] : place, values: vectorOf(item['embedding']) };
  });
  return [metaOf(answer), ...(usage === undefined ? [] : [embeddingUsageStep(usage, text, differs)]), ...vectors];
}

/** Compatible servers may answer with numbers although base64 was asked for. */
function vectorOf(value: unknown): number[] {
  if (Array.isArray(value) && value.every((part) => typeof part === 'number')) return value;
  const bytes = typeof value === 'string' ? Buffer.from(value, 'base64') : Buffer.alloc(0);
  if (bytes.length === 0 || bytes.length % 4 !== 0) throw badOutput('A vector of the answer cannot be read.');
  // Little-endian floats of four bytes each.
  return Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4));
}
