// From an answer of 400 and above to a failure: what all vendors have in common. Each adds its own words.
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { redactSecrets } from '@switchyard/common/telemetry';
import { VendorFailure } from '../../adapter/vendor-failure.js';
import type { VendorResponse } from '../../adapter/vendor-http.js';
import { quotedWordsMax, vendorWordsMax } from '../../limits.js';
import { isObject, parseJson, type JsonObject } from '../json/json.js';
import { readErrorText } from './read-body.js';
import { believable, retryAfterMs } from './retry-after.js';

/** What a vendor's own body says, found by its dialect. */
export interface VendorError {
  /** undefined leaves the judgement to the status. */
  readonly errorClass?: ErrorClass | undefined;
  readonly code?: string | undefined;
  readonly words?: string | undefined;
  /** For vendors that say in the body when to come back. */
  readonly retryAfterMs?: number | undefined;
}

export type ReadVendorError = (body: JsonObject | undefined, status: number, header: (name: string) => string | undefined) => VendorError;

/** Reads the body and judges. */
export async function answerFailure(response: VendorResponse, readError: ReadVendorError): Promise<VendorFailure> {
  return statusFailure({ status: response.status, header: (name) => response.header(name), body: parseJson(await readErrorText(response)) }, readError);
}

/** Judges an answer of 400 and above whose body was read. */
export function statusFailure({ status, body, header = () => undefined }: ReadAnswer, readError: ReadVendorError): VendorFailure {
  const { errorClass = classOfStatus(status), code, words, retryAfterMs: stated } = readError(isObject(body) ? body : undefined, status, header);
  return new VendorFailure({
    origin: 'vendor',
    errorClass,
    message: sentenceFor({ status, errorClass, code, words }),
    vendorCode: code,
    retryAfterMs: retryAfterMs(header, Date.now()) ?? believable(stated),
  });
}

interface ReadAnswer {
  readonly status: number;
  readonly body: unknown;
  /** In lower case. */
  readonly header?: (name: string) => string | undefined;
}

/** An error inside a stream that had begun well. */
export function eventFailure({ errorClass = ErrorClass.OVERLOADED, code, words }: VendorError): VendorFailure {
  return new VendorFailure({ origin: 'vendor', errorClass, message: sentenceFor({ status: undefined, errorClass, code, words }), vendorCode: code });
}

/** What a status alone says, for bodies that say nothing better. */
function classOfStatus(status: number): ErrorClass {
  if (status === 401 || status === 402 || status === 403) return ErrorClass.CREDENTIAL;
  if (status === 404 || status === 410) return ErrorClass.MODEL_GONE;
  if (status === 429) return ErrorClass.RATE_LIMITED;
  // 408 and 409 are the vendor's own hurry, not a mistake of the caller.
  if (status >= 500 || status === 408 || status === 409) return ErrorClass.OVERLOADED;
  return status >= 400 ? ErrorClass.CALLER : ErrorClass.BAD_OUTPUT;
}

// Only these are for the caller to mend, and so worth the vendor's own words. Words about keys repeat the keys.
const worthQuoting: ReadonlySet<ErrorClass> = new Set([ErrorClass.CALLER, ErrorClass.CONTEXT_LENGTH, ErrorClass.MODEL_GONE]);

function sentenceFor({ status, errorClass, code, words }: { status: number | undefined; errorClass: ErrorClass; code: string | undefined; words: string | undefined }): string {
  const how = status === undefined ? 'The provider ended its stream with an error' : `The provider answered ${status}`;
  const named = code === undefined ? how : `${how} (${clean(code).slice(0, 64)})`;
  return words === undefined || words === '' || !worthQuoting.has(errorClass) ? `${named}.` : `${named}: ${clean(words)}`;
}

const quoted = new RegExp(`(["'\`])[^"'\`]{${quotedWordsMax},}\\1`, 'g');

/** A vendor's words may repeat a key or a piece of the prompt. */
function clean(words: string): string {
  return redactSecrets(words).replace(quoted, '$1…$1').replace(/\s+/g, ' ').slice(0, vendorWordsMax);
}
