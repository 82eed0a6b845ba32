// What vendors and what stands before them do wrong, and what each of it becomes: its class, its timer and what is booked.
import { AttemptOutcome, ErrorClass } from '@switchyard/proto/common/v1/attempt';

const { SUCCEEDED, INCOMPLETE, FAILED, TIMED_OUT, TRUNCATED } = AttemptOutcome;

/** What a fault becomes; streams may differ. `zero` is a known zero: refused, so nothing is billed. */
export interface Verdict {
  readonly outcome: AttemptOutcome;
  readonly errorClass?: ErrorClass;
  readonly timer?: string;
  readonly booked: 'zero' | 'reported' | 'bound' | 'reported or bound';
  readonly retryAfterMs?: bigint;
}

export interface Fault {
  readonly name: string;
  readonly behaviour: Readonly<Record<string, unknown>>;
  /** undefined: the fault is none for this way. */
  readonly plain: Verdict | undefined;
  readonly stream: Verdict | undefined;
  /** Presets share one dialect, and their data bends its errors, its usage and its end: these are tried on each. */
  readonly isForPresets?: boolean;
  /** It happens to the call itself and not to words, so it happens to calls without a conversation too. */
  readonly isOfEveryCall?: boolean;
}

const refused = (errorClass: ErrorClass, retryAfterMs?: bigint): Verdict => ({ outcome: FAILED, errorClass, booked: 'zero', ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
const both = (verdict: Verdict): { plain: Verdict; stream: Verdict } => ({ plain: verdict, stream: verdict });
const bad = (booked: Verdict['booked'] = 'bound'): Verdict => ({ outcome: FAILED, errorClass: ErrorClass.BAD_OUTPUT, booked });
const cut: Verdict = { outcome: TRUNCATED, errorClass: ErrorClass.BAD_OUTPUT, booked: 'bound' };
const fine: Verdict = { outcome: SUCCEEDED, booked: 'reported' };
const words = { output_tokens: 40, chunk_count: 8 };
const late = (timer: string, outcome = TIMED_OUT): Verdict => ({ outcome, errorClass: ErrorClass.TIMEOUT, timer, booked: 'bound' });

export const faults: readonly Fault[] = [
  { name: '429 with Retry-After in seconds', behaviour: { status: 429, retry_after: '7' }, ...both(refused(ErrorClass.RATE_LIMITED, 7_000n)), isForPresets: true, isOfEveryCall: true },
  { name: '429 without Retry-After', behaviour: { status: 429 }, ...both(refused(ErrorClass.RATE_LIMITED)), isOfEveryCall: true },
  { name: '429 with an absurd Retry-After', behaviour: { status: 429, retry_after: '999999999' }, ...both(refused(ErrorClass.RATE_LIMITED)), isOfEveryCall: true },
  { name: '429 with a Retry-After that is no time', behaviour: { status: 429, retry_after: 'soon' }, ...both(refused(ErrorClass.RATE_LIMITED)) },
  { name: '429 with a Retry-After in the past', behaviour: { status: 429, retry_after: 'Wed, 21 Oct 2015 07:28:00 GMT' }, ...both(refused(ErrorClass.RATE_LIMITED, 0n)) },
  { name: '529 overloaded', behaviour: { status: 529 }, ...both(refused(ErrorClass.OVERLOADED)), isForPresets: true, isOfEveryCall: true },
  { name: '500', behaviour: { status: 500 }, ...both(refused(ErrorClass.OVERLOADED)), isOfEveryCall: true },
  { name: '502 with a page of HTML', behaviour: { status: 502, html: true }, ...both(refused(ErrorClass.OVERLOADED)), isOfEveryCall: true },
  { name: '503 with Retry-After', behaviour: { status: 503, retry_after: '2' }, ...both(refused(ErrorClass.OVERLOADED, 2_000n)), isOfEveryCall: true },
  { name: '504', behaviour: { status: 504 }, ...both(refused(ErrorClass.OVERLOADED)), isOfEveryCall: true },
  { name: '408', behaviour: { status: 408 }, ...both(refused(ErrorClass.OVERLOADED)), isOfEveryCall: true },
  { name: '409', behaviour: { status: 409 }, ...both(refused(ErrorClass.OVERLOADED)), isOfEveryCall: true },
  { name: '400', behaviour: { status: 400 }, ...both(refused(ErrorClass.CALLER)), isForPresets: true, isOfEveryCall: true },
  { name: '413', behaviour: { status: 413 }, ...both(refused(ErrorClass.CALLER)), isOfEveryCall: true },
  { name: '422', behaviour: { status: 422 }, ...both(refused(ErrorClass.CALLER)), isOfEveryCall: true },
  { name: '401', behaviour: { status: 401 }, ...both(refused(ErrorClass.CREDENTIAL)), isForPresets: true, isOfEveryCall: true },
  { name: '403', behaviour: { status: 403 }, ...both(refused(ErrorClass.CREDENTIAL)), isOfEveryCall: true },
  { name: '404 for the model', behaviour: { status: 404 }, ...both(refused(ErrorClass.MODEL_GONE)), isForPresets: true, isOfEveryCall: true },
  { name: '410 for the model', behaviour: { status: 410 }, ...both(refused(ErrorClass.MODEL_GONE)), isOfEveryCall: true },
  { name: 'an error body of half a JSON', behaviour: { status: 500, half_json: true }, ...both(refused(ErrorClass.OVERLOADED)), isForPresets: true, isOfEveryCall: true },
  { name: 'an error body that is packed', behaviour: { status: 400, packed: 'gzip' }, ...both(refused(ErrorClass.CALLER)), isOfEveryCall: true },
  { name: 'a reset before the answer', behaviour: { reset: 'before_headers' }, ...both({ outcome: FAILED, errorClass: ErrorClass.NETWORK, booked: 'bound' }), isForPresets: true, isOfEveryCall: true },
  { name: 'a reset after the headers', behaviour: { reset: 'after_headers' }, ...both({ outcome: FAILED, errorClass: ErrorClass.NETWORK, booked: 'bound' }), isOfEveryCall: true },
  { name: 'silence', behaviour: { hang: true }, plain: late('total'), stream: late('first_output'), isOfEveryCall: true },
  { name: 'a slow first word', behaviour: { ...words, first_token_delay_ms: 5_000 }, plain: undefined, stream: late('first event') },
  { name: 'a stall in the middle', behaviour: { ...words, stall_after_chunks: 4 }, plain: undefined, stream: late('idle', TRUNCATED), isForPresets: true },
  { name: 'a cut in the middle', behaviour: { ...words, cut_after_chunks: 4 }, plain: undefined, stream: cut, isForPresets: true },
  { name: 'a cut before the first word', behaviour: { ...words, cut_after_chunks: 0 }, plain: bad(), stream: cut, isOfEveryCall: true },
  { name: 'a cut inside a byte run', behaviour: { ...words, cut_after_bytes: 20 }, plain: bad(), stream: cut, isOfEveryCall: true },
  { name: 'a malformed chunk', behaviour: { ...words, malformed_chunk: 4 }, plain: undefined, stream: cut, isForPresets: true },
  { name: 'no end marker', behaviour: { ...words, no_end_marker: true }, plain: undefined, stream: { ...cut, booked: 'reported or bound' }, isForPresets: true },
  { name: 'no reason for the end', behaviour: { ...words, no_finish_reason: true }, plain: undefined, stream: cut, isForPresets: true },
  { name: 'an error inside a 200 stream', behaviour: { ...words, error_after_chunks: 4 }, plain: undefined, stream: { outcome: FAILED, errorClass: ErrorClass.OVERLOADED, booked: 'bound' }, isForPresets: true },
  { name: 'a page of HTML with 200', behaviour: { html: true }, ...both(bad()), isForPresets: true, isOfEveryCall: true },
  { name: 'half a JSON with 200', behaviour: { half_json: true }, ...both(bad()), isForPresets: true, isOfEveryCall: true },
  { name: 'a wrong content type', behaviour: { ...words, content_type: 'text/csv' }, ...both(bad()), isOfEveryCall: true },
  { name: 'usage missing', behaviour: { ...words, usage_missing: true }, ...both({ outcome: SUCCEEDED, booked: 'bound' }), isForPresets: true },
  { name: 'usage of zero', behaviour: { ...words, usage_reported: { input_tokens: 0, output_tokens: 0 } }, ...both(fine) },
  { name: 'usage that is wrong', behaviour: { ...words, usage_reported: { input_tokens: 5, output_tokens: 7 } }, ...both(fine) },
  { name: 'usage told twice', behaviour: { ...words, usage_twice: true }, plain: undefined, stream: fine, isForPresets: true },
  { name: 'an empty answer', behaviour: { empty: true }, ...both(bad('reported')), isForPresets: true },
  { name: 'a refusal', behaviour: { ...words, finish_reason: 'refusal' }, ...both({ outcome: INCOMPLETE, booked: 'reported' }) },
  { name: 'a filtered answer', behaviour: { ...words, finish_reason: 'content_filter' }, ...both({ outcome: INCOMPLETE, booked: 'reported' }), isForPresets: true },
  { name: 'a reason for the end that nobody knows', behaviour: { ...words, finish_reason: 'brand_new' }, ...both({ outcome: INCOMPLETE, booked: 'reported' }), isForPresets: true },
  { name: 'a wrong model echoed', behaviour: { ...words, answer_model: 'another-model' }, ...both(fine) },
  { name: 'a packed answer', behaviour: { ...words, packed: 'gzip' }, plain: fine, stream: bad(), isOfEveryCall: true },
  { name: 'an answer packed with br', behaviour: { ...words, packed: 'br' }, plain: fine, stream: bad(), isOfEveryCall: true },
  { name: 'an answer that unpacks to 128 MiB', behaviour: { packed: 'bomb' }, ...both(bad()), isOfEveryCall: true },
  { name: 'a line without an end', behaviour: { endless_line: true }, ...both({ outcome: FAILED, errorClass: ErrorClass.BAD_OUTPUT, booked: 'bound' }), isOfEveryCall: true },
  { name: 'bytes that are no UTF-8', behaviour: { ...words, invalid_utf8: true }, ...both(fine) },
];
