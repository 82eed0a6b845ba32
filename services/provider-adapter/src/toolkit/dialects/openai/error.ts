// OpenAI's error bodies: https://platform.openai.com/docs/guides/error-codes
//
// Compatible servers wrap the same few words in many ways, so the words are looked for where any of them puts them.
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import type { ReadVendorError, VendorError } from '../../http/answer-failure.js';
import { isObject, textAt, type JsonObject } from '../../json/json.js';
import type { CodedClass, OpenAiDifferences } from './differences.js';

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

const coded: Readonly<Record<CodedClass, ErrorClass>> = {
  rate_limited: ErrorClass.RATE_LIMITED,
  quota: ErrorClass.QUOTA,
  overloaded: ErrorClass.OVERLOADED,
  credential: ErrorClass.CREDENTIAL,
  model_gone: ErrorClass.MODEL_GONE,
  content_filter: ErrorClass.CONTENT_FILTER,
  context_length: ErrorClass.CONTEXT_LENGTH,
  caller: ErrorClass.CALLER,
};

/** Reads a body of 400 and above. */
export function openAiErrorReader(differs: OpenAiDifferences): ReadVendorError {
  return (body, status) => readErrorObject(errorIn(body), { status, differs });
}

/** The object with the words: under `error`, under `detail`, the body itself, or a bare sentence in place of an object. */
function errorIn(body: JsonObject | undefined): JsonObject | undefined {
  for (const field of ['error', 'detail'] as const) {
    const within = body?.[field];
    if (isObject(within)) return within;
    if (typeof within === 'string') return { ...body, message: within };
  }
  return body;
}

/** The error that a 200 carries, whole or as an event of a stream; undefined when it is an answer. */
export function errorWithin(chunk: JsonObject): JsonObject | undefined {
  if (chunk['error'] !== undefined && chunk['error'] !== null) return errorIn(chunk);
  if (Array.isArray(chunk['choices']) || isObject(chunk['usage'])) return undefined;
  return chunk['object'] === 'error' || typeof chunk['detail'] === 'string' ? errorIn(chunk) : undefined;
}

interface Where {
  /** undefined inside a stream. */
  readonly status?: number;
  readonly differs?: OpenAiDifferences;
}

/** Reads the `error` object, as bodies and streams carry it. */
export function readErrorObject(error: JsonObject | undefined, { status, differs = {} }: Where = {}): VendorError {
  // Compatible servers put the status here, as a number: vLLM, OpenRouter.
  const numeric = error?.['code'];
  const code = textAt(error, 'code') ?? textAt(error, 'type') ?? (typeof numeric === 'number' ? String(numeric) : undefined);
  const words = textAt(error, 'message');
  return { errorClass: classOf(error, { status, differs }) ?? (status === undefined ? classOfNumber(numeric) : undefined), code, words };
}

function classOf(error: JsonObject | undefined, { status, differs }: { status: number | undefined; differs: OpenAiDifferences }): ErrorClass | undefined {
  const { errors = {} } = differs;
  for (const field of ['code', 'type']) {
    const word = textAt(error, field);
    if (word === undefined) continue;
    if (Object.hasOwn(errors, word)) return coded[errors[word]!];
    if (Object.hasOwn(classes, word)) return classes[word];
  }
  // Compatible servers say it in words alone: vLLM, llama.cpp, LM Studio.
  const words = textAt(error, 'message') ?? '';
  if ((status === 400 || status === 422) && /context (length|window|size)|maximum (context|model|prompt) length|too many tokens|too large for model/i.test(words)) return ErrorClass.CONTEXT_LENGTH;
  const number = String(status ?? error?.['code']);
  return Object.hasOwn(errors, number) ? coded[errors[number]!] : undefined;
}

function classOfNumber(code: unknown): ErrorClass | undefined {
  if (code === 429) return ErrorClass.RATE_LIMITED;
  return code === 401 || code === 402 || code === 403 ? ErrorClass.CREDENTIAL : undefined;
}
