// Its errors: the router speaks OpenAI's words, hf-inference one sentence.
// https://huggingface.co/docs/inference-providers/pricing, https://github.com/huggingface/huggingface.js/issues/2225
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { openAiErrorReader, type JsonObject, type OpenAiDifferences, type VendorError } from '../../toolkit/index.js';

export const errors: OpenAiDifferences['errors'] = { 402: 'quota', model_not_supported: 'model_gone' };

const readWords = openAiErrorReader({ errors });
const notServed = /^Model not supported by provider/;

export function readHuggingFaceError(body: JsonObject | undefined, status: number, header: (name: string) => string | undefined): VendorError {
  const read = readWords(body, status, header);
  // A model that hf-inference does not serve is told as a bad request without a code.
  if (status === 400 && notServed.test(read.words ?? '')) return { ...read, errorClass: ErrorClass.MODEL_GONE };
  // How long a model will load, in seconds.
  const seconds = body?.['estimated_time'];
  return status === 503 && typeof seconds === 'number' && seconds >= 0 ? { ...read, retryAfterMs: seconds * 1_000 } : read;
}
