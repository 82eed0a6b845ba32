// Its errors: https://openrouter.ai/docs/api-reference/errors
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { arrayAt, objectAt, openAiErrorReader, type JsonObject, type VendorError } from '../../toolkit/index.js';

const readError = openAiErrorReader({ errors: { 402: 'quota' } });

export function readOpenRouterError(body: JsonObject | undefined, status: number, header: (name: string) => string | undefined): VendorError {
  // A 403 with reasons is a verdict on the input; without them it is about the key.
  const reasons = arrayAt(objectAt(objectAt(body, 'error'), 'metadata'), 'reasons');
  return { ...readError(body, status, header), ...(status === 403 && reasons.length > 0 ? { errorClass: ErrorClass.CONTENT_FILTER } : {}) };
}
