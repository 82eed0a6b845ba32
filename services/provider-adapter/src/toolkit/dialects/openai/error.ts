// OpenAI's error bodies: https://platform.openai.com/docs/guides/error-codes
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import type { VendorError } from '../../http/answer-failure.js';
import { objectAt, textAt, type JsonObject } from '../../json/json.js';

const classes: Readonly<Record<string, ErrorClass>> = {
  insufficient_quota: ErrorClass.QUOTA,
  billing_hard_limit_reached: ErrorClass.QUOTA,
  rate_limit_exceeded: ErrorClass.RATE_LIMITED,
  context_length_exceeded: ErrorClass.CONTEXT_LENGTH,
  string_above_max_length: ErrorClass.CONTEXT_LENGTH,
  model_not_found: ErrorClass.MODEL_GONE,
  invalid_api_key: ErrorClass.CREDENTIAL,
  account_deactivated: ErrorClass.CREDENTIAL,
  content_filter: ErrorClass.CONTENT_FILTER,
  content_policy_violation: ErrorClass.CONTENT_FILTER,
  server_error: ErrorClass.OVERLOADED,
  server_overloaded: ErrorClass.OVERLOADED,
};

/** Reads a body of 400 and above. */
export function readOpenAiError(body: JsonObject | undefined, status: number): VendorError {
  return readErrorObject(objectAt(body, 'error') ?? body, status);
}

/** Reads the `error` object, as bodies and streams carry it; status is undefined inside a stream. */
export function readErrorObject(error: JsonObject | undefined, status?: number): VendorError {
  // Compatible servers put the status here, as a number: vLLM, OpenRouter.
  const numeric = error?.['code'];
  const code = textAt(error, 'code') ?? textAt(error, 'type') ?? (typeof numeric === 'number' ? String(numeric) : undefined);
  const words = textAt(error, 'message');
  return { errorClass: classOf(error, status) ?? (status === undefined ? classOfNumber(numeric) : undefined), code, words };
}

function classOf(error: JsonObject | undefined, status: number | undefined): ErrorClass | undefined {
  for (const field of ['code', 'type']) {
    const word = textAt(error, field);
    if (word !== undefined && Object.hasOwn(classes, word)) return classes[word];
  }
  // Compatible servers say it in words alone: vLLM, llama.cpp, LM Studio.
  const words = textAt(error, 'message') ?? '';
  if (status === 400 && /context (length|window|size)|maximum (context|model) length|too many tokens/i.test(words)) return ErrorClass.CONTEXT_LENGTH;
  return undefined;
}

function classOfNumber(code: unknown): ErrorClass | undefined {
  if (code === 429) return ErrorClass.RATE_LIMITED;
  return code === 401 || code === 402 || code === 403 ? ErrorClass.CREDENTIAL : undefined;
}
