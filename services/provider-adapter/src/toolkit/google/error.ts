// Google's errors: https://ai.google.dev/gemini-api/docs/troubleshooting, in the shape of https://google.aip.dev/193
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import type { VendorError } from '../http/answer-failure.js';
import { arrayAt, isObject, objectAt, textAt, type JsonObject } from '../json/json.js';

const classes: Readonly<Record<string, ErrorClass>> = {
  INVALID_ARGUMENT: ErrorClass.CALLER,
  OUT_OF_RANGE: ErrorClass.CALLER,
  // The account's region or billing does not allow the call; another key may.
  FAILED_PRECONDITION: ErrorClass.CREDENTIAL,
  UNAUTHENTICATED: ErrorClass.CREDENTIAL,
  PERMISSION_DENIED: ErrorClass.CREDENTIAL,
  NOT_FOUND: ErrorClass.MODEL_GONE,
  RESOURCE_EXHAUSTED: ErrorClass.RATE_LIMITED,
  INTERNAL: ErrorClass.OVERLOADED,
  UNAVAILABLE: ErrorClass.OVERLOADED,
  DEADLINE_EXCEEDED: ErrorClass.OVERLOADED,
};

const tooLong = /exceeds the maximum number of tokens|input token count|context (?:length|window)/i;
const wrongKey = /API[ _]key (?:not valid|expired|not found)|API_KEY_INVALID/i;
const spent = /credits? (?:are|is) depleted|prepay|spend(?:ing)? (?:cap|limit)|billing account/i;

/** A stream's error is one of its events; Vertex AI may put either into a list of one. */
export function readGoogleError(body: JsonObject | undefined): VendorError {
  const error = objectAt(body, 'error');
  const code = textAt(error, 'status');
  const words = textAt(error, 'message');
  const details = arrayAt(error, 'details').filter(isObject);
  return { errorClass: classOf({ code, words: words ?? '', details }), code, words, retryAfterMs: retryDelayMs(details) };
}

function classOf({ code, words, details }: { code: string | undefined; words: string; details: readonly JsonObject[] }): ErrorClass | undefined {
  if (code === 'INVALID_ARGUMENT' && (wrongKey.test(words) || details.some((detail) => textAt(detail, 'reason') === 'API_KEY_INVALID'))) return ErrorClass.CREDENTIAL;
  if (code === 'INVALID_ARGUMENT' && tooLong.test(words)) return ErrorClass.CONTEXT_LENGTH;
  if (code === 'RESOURCE_EXHAUSTED' && (spent.test(words) || details.some(isLongQuota))) return ErrorClass.QUOTA;
  return code !== undefined && Object.hasOwn(classes, code) ? classes[code] : undefined;
}

const longQuota = /PerDay|PerMonth/;

/** The sentence is the same for all quotas; their ids say whether a minute or a day is used up, in google.rpc.QuotaFailure or ErrorInfo. */
function isLongQuota(detail: JsonObject): boolean {
  const ids = [textAt(objectAt(detail, 'metadata'), 'quota_limit'), ...arrayAt(detail, 'violations').map((violation) => (isObject(violation) ? textAt(violation, 'quotaId') : undefined))];
  return ids.some((id) => longQuota.test(id ?? ''));
}

/** google.rpc.RetryInfo, a duration such as 37.5s, is Google's spelling of Retry-After. */
function retryDelayMs(details: readonly JsonObject[]): number | undefined {
  for (const detail of details) {
    const seconds = /^([0-9]+(?:\.[0-9]+)?)s$/.exec(textAt(detail, 'retryDelay') ?? '')?.[1];
    if (seconds !== undefined) return Number(seconds) * 1_000;
  }
  return undefined;
}
