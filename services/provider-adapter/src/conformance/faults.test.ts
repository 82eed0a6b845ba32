// Goal: the fault table. Everything that vendors and what stands before them do wrong, for every provider that holds
// conversations: each fault has its class, its timer and what is booked; none hangs beyond its deadline, none crashes, none
// fills the memory, and none is a finished answer unless it is one.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { AttemptOutcome, ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { Evidence } from '@switchyard/proto/event/v1/usage';
import { presets } from '../providers/presets/index.js';
import { loadConformance } from '../testing/conformance.js';
import { factOf } from '../testing/facts.js';
import { askEither, billOf, startHarness, type Harness } from '../testing/harness.js';
import { watchPeak, type PeakWatch } from '../testing/memory-peak.js';

let harness: Harness;
let memory: PeakWatch;
beforeAll(async () => {
  harness = await startHarness();
  // The sandbox packs its bomb once, from a buffer as large as what it unpacks to.
  await askEither(harness, { provider: 'openai', behaviour: { packed: 'bomb' } }, false);
  memory = await watchPeak();
});
afterAll(async () => {
  memory.stop();
  await harness.close();
});

const { SUCCEEDED, INCOMPLETE, FAILED, TIMED_OUT, TRUNCATED } = AttemptOutcome;
const { REPORTED, BOUND } = Evidence;

/** What a fault becomes; streams may differ. `zero` is a known zero: refused, so nothing is billed. */
interface Verdict {
  readonly outcome: AttemptOutcome;
  readonly errorClass?: ErrorClass;
  readonly timer?: string;
  readonly booked: 'zero' | 'reported' | 'bound' | 'reported or bound';
  readonly retryAfterMs?: bigint;
}

interface Fault {
  readonly name: string;
  readonly behaviour: Readonly<Record<string, unknown>>;
  /** undefined: the fault is none for this way. */
  readonly plain: Verdict | undefined;
  readonly stream: Verdict | undefined;
  /** Presets share one dialect, and their data bends its errors, its usage and its end: these are tried on each. */
  readonly isForPresets?: boolean;
}

const refused = (errorClass: ErrorClass, retryAfterMs?: bigint): Verdict => ({ outcome: FAILED, errorClass, booked: 'zero', ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
const both = (verdict: Verdict): { plain: Verdict; stream: Verdict } => ({ plain: verdict, stream: verdict });
const bad = (booked: Verdict['booked'] = 'bound'): Verdict => ({ outcome: FAILED, errorClass: ErrorClass.BAD_OUTPUT, booked });
const cut: Verdict = { outcome: TRUNCATED, errorClass: ErrorClass.BAD_OUTPUT, booked: 'bound' };
const fine: Verdict = { outcome: SUCCEEDED, booked: 'reported' };
const words = { output_tokens: 40, chunk_count: 8 };
const late = (timer: string, outcome = TIMED_OUT): Verdict => ({ outcome, errorClass: ErrorClass.TIMEOUT, timer, booked: 'bound' });

const faults: readonly Fault[] = [
  { name: '429 with Retry-After in seconds', behaviour: { status: 429, retry_after: '7' }, ...both(refused(ErrorClass.RATE_LIMITED, 7_000n)), isForPresets: true },
  { name: '429 without Retry-After', behaviour: { status: 429 }, ...both(refused(ErrorClass.RATE_LIMITED)) },
  { name: '429 with an absurd Retry-After', behaviour: { status: 429, retry_after: '999999999' }, ...both(refused(ErrorClass.RATE_LIMITED)) },
  { name: '429 with a Retry-After that is no time', behaviour: { status: 429, retry_after: 'soon' }, ...both(refused(ErrorClass.RATE_LIMITED)) },
  { name: '429 with a Retry-After in the past', behaviour: { status: 429, retry_after: 'Wed, 21 Oct 2015 07:28:00 GMT' }, ...both(refused(ErrorClass.RATE_LIMITED, 0n)) },
  { name: '529 overloaded', behaviour: { status: 529 }, ...both(refused(ErrorClass.OVERLOADED)), isForPresets: true },
  { name: '500', behaviour: { status: 500 }, ...both(refused(ErrorClass.OVERLOADED)) },
  { name: '502 with a page of HTML', behaviour: { status: 502, html: true }, ...both(refused(ErrorClass.OVERLOADED)) },
  { name: '503 with Retry-After', behaviour: { status: 503, retry_after: '2' }, ...both(refused(ErrorClass.OVERLOADED, 2_000n)) },
  { name: '504', behaviour: { status: 504 }, ...both(refused(ErrorClass.OVERLOADED)) },
  { name: '408', behaviour: { status: 408 }, ...both(refused(ErrorClass.OVERLOADED)) },
  { name: '409', behaviour: { status: 409 }, ...both(refused(ErrorClass.OVERLOADED)) },
  { name: '400', behaviour: { status: 400 }, ...both(refused(ErrorClass.CALLER)), isForPresets: true },
  { name: '413', behaviour: { status: 413 }, ...both(refused(ErrorClass.CALLER)) },
  { name: '422', behaviour: { status: 422 }, ...both(refused(ErrorClass.CALLER)) },
  { name: '401', behaviour: { status: 401 }, ...both(refused(ErrorClass.CREDENTIAL)), isForPresets: true },
  { name: '403', behaviour: { status: 403 }, ...both(refused(ErrorClass.CREDENTIAL)) },
  { name: '404 for the model', behaviour: { status: 404 }, ...both(refused(ErrorClass.MODEL_GONE)), isForPresets: true },
  { name: '410 for the model', behaviour: { status: 410 }, ...both(refused(ErrorClass.MODEL_GONE)) },
  { name: 'an error body of half a JSON', behaviour: { status: 500, half_json: true }, ...both(refused(ErrorClass.OVERLOADED)), isForPresets: true },
  { name: 'an error body that is packed', behaviour: { status: 400, packed: 'gzip' }, ...both(refused(ErrorClass.CALLER)) },
  { name: 'a reset before the answer', behaviour: { reset: 'before_headers' }, ...both({ outcome: FAILED, errorClass: ErrorClass.NETWORK, booked: 'bound' }), isForPresets: true },
  { name: 'a reset after the headers', behaviour: { reset: 'after_headers' }, ...both({ outcome: FAILED, errorClass: ErrorClass.NETWORK, booked: 'bound' }) },
  { name: 'silence', behaviour: { hang: true }, plain: late('total'), stream: late('first_output') },
  { name: 'a slow first word', behaviour: { ...words, first_token_delay_ms: 5_000 }, plain: undefined, stream: late('first event') },
  { name: 'a stall in the middle', behaviour: { ...words, stall_after_chunks: 4 }, plain: undefined, stream: late('idle', TRUNCATED), isForPresets: true },
  { name: 'a cut in the middle', behaviour: { ...words, cut_after_chunks: 4 }, plain: undefined, stream: cut, isForPresets: true },
  { name: 'a cut before the first word', behaviour: { ...words, cut_after_chunks: 0 }, plain: bad(), stream: cut },
  { name: 'a cut inside a byte run', behaviour: { ...words, cut_after_bytes: 20 }, plain: bad(), stream: cut },
  { name: 'a malformed chunk', behaviour: { ...words, malformed_chunk: 4 }, plain: undefined, stream: cut, isForPresets: true },
  { name: 'no end marker', behaviour: { ...words, no_end_marker: true }, plain: undefined, stream: { ...cut, booked: 'reported or bound' }, isForPresets: true },
  { name: 'no reason for the end', behaviour: { ...words, no_finish_reason: true }, plain: undefined, stream: cut, isForPresets: true },
  { name: 'an error inside a 200 stream', behaviour: { ...words, error_after_chunks: 4 }, plain: undefined, stream: { outcome: FAILED, errorClass: ErrorClass.OVERLOADED, booked: 'bound' }, isForPresets: true },
  { name: 'a page of HTML with 200', behaviour: { html: true }, ...both(bad()), isForPresets: true },
  { name: 'half a JSON with 200', behaviour: { half_json: true }, ...both(bad()), isForPresets: true },
  { name: 'a wrong content type', behaviour: { ...words, content_type: 'text/csv' }, ...both(bad()) },
  { name: 'usage missing', behaviour: { ...words, usage_missing: true }, ...both({ outcome: SUCCEEDED, booked: 'bound' }), isForPresets: true },
  { name: 'usage of zero', behaviour: { ...words, usage_reported: { input_tokens: 0, output_tokens: 0 } }, ...both(fine) },
  { name: 'usage that is wrong', behaviour: { ...words, usage_reported: { input_tokens: 5, output_tokens: 7 } }, ...both(fine) },
  { name: 'usage told twice', behaviour: { ...words, usage_twice: true }, plain: undefined, stream: fine, isForPresets: true },
  { name: 'an empty answer', behaviour: { empty: true }, ...both(bad('reported')), isForPresets: true },
  { name: 'a refusal', behaviour: { ...words, finish_reason: 'refusal' }, ...both({ outcome: INCOMPLETE, booked: 'reported' }) },
  { name: 'a filtered answer', behaviour: { ...words, finish_reason: 'content_filter' }, ...both({ outcome: INCOMPLETE, booked: 'reported' }), isForPresets: true },
  { name: 'a reason for the end that nobody knows', behaviour: { ...words, finish_reason: 'brand_new' }, ...both({ outcome: INCOMPLETE, booked: 'reported' }), isForPresets: true },
  { name: 'a wrong model echoed', behaviour: { ...words, answer_model: 'another-model' }, ...both(fine) },
  { name: 'a packed answer', behaviour: { ...words, packed: 'gzip' }, plain: fine, stream: bad() },
  { name: 'an answer packed with br', behaviour: { ...words, packed: 'br' }, plain: fine, stream: bad() },
  { name: 'an answer that unpacks to 128 MiB', behaviour: { packed: 'bomb' }, ...both(bad()) },
  { name: 'a line without an end', behaviour: { endless_line: true }, ...both({ outcome: FAILED, errorClass: ErrorClass.BAD_OUTPUT, booked: 'bound' }) },
  { name: 'bytes that are no UTF-8', behaviour: { ...words, invalid_utf8: true }, ...both(fine) },
];

const known = [...(await loadConformance())].flatMap(([provider, { models }]) => (models.chat === undefined ? [] : [{ provider, model: models.chat, isPreset: presets.some(({ id }) => id === provider) }]));
const table = known.flatMap(({ provider, isPreset }) =>
  faults
    .filter(({ isForPresets }) => !isPreset || isForPresets === true)
    .flatMap(({ name, behaviour, plain, stream }) => [
      ...(plain === undefined ? [] : [{ provider, way: 'plain', fault: name, isStream: false, behaviour, verdict: plain }]),
      ...(stream === undefined ? [] : [{ provider, way: 'streamed', fault: name, isStream: true, behaviour, verdict: stream }]),
    ]),
);
/** No call may last longer than its timers and a moment. */
const patienceMs = 4_000;
/** Of buffers, at any moment: what the longest answers may hold, the sandbox's bomb, and what waits to be collected. */
const memoryMiBMax = 256;

it('the table has at least forty faults', () => expect(faults.length).toBeGreaterThanOrEqual(40));

describe('the fault table', () => {
  it.each(table)('$provider, $way: $fault', async ({ provider, isStream, behaviour, verdict }) => {
    const attemptId = randomUUID();
    const startedMs = performance.now();
    // Waits are short only where one of them is meant to fire.
    const waitMs = (name: string): bigint => (verdict.timer === undefined || (verdict.timer === 'total') !== (name === 'total') ? 3_000n : 400n);
    const { report } = await askEither(harness, { provider, attemptId, behaviour, timers: { firstOutputMs: waitMs('first_output'), idleMs: waitMs('idle'), totalMs: waitMs('total') } }, isStream);
    expect(performance.now() - startedMs).toBeLessThan(patienceMs);
    const { outcome, errorClass, timer = '', booked, retryAfterMs } = verdict;
    // Some vendors say hello before the first word; then it is the idle timer that waits for it.
    const fired = timer === 'first event' ? (report.failure?.timer === 'idle' ? 'idle' : 'first_output') : timer;
    expect({ outcome: report.outcome, errorClass: report.failure?.errorClass, timer: report.failure?.timer ?? '' }).toEqual({ outcome, errorClass, timer: fired });
    expect(report.failure?.retryAfterMs).toBe(retryAfterMs);
    const fact = factOf(harness, attemptId);
    expect({ outcome: fact.outcome, evidence: fact.evidence }).toEqual({ outcome, evidence: report.evidence });
    const bill = await billOf(harness, attemptId);
    if (booked === 'zero') {
      expect([report.evidence, report.usage?.meters, bill]).toEqual([REPORTED, {}, undefined]);
    } else if (booked === 'reported or bound') {
      expect([REPORTED, BOUND]).toContain(report.evidence);
    } else {
      expect(report.evidence).toBe(booked === 'bound' ? BOUND : REPORTED);
    }
  });

  it('tries every preset too', () => {
    const tried = new Set(table.map(({ provider }) => provider));
    expect(presets.filter(({ id }) => !tried.has(id))).toEqual([]);
  });

  it('held little at its worst moment', () => {
    expect(memory.peakBytes() / 1024 ** 2).toBeLessThan(memoryMiBMax);
  });
});

describe('a vendor whose TLS fails', () => {
  it.each(known)('$provider: is the network, and nothing was sent', async ({ provider, model }) => {
    const plainHttp = new URL(harness.sandbox.addresses[provider]!);
    const row = harness.catalog.provider(provider)!;
    harness.catalog.put({ ...row, id: `${provider}-tls`, baseUrl: `https://${plainHttp.host}/v1`, credentials: [`${provider}-key`] });
    harness.credentials.values.set(`${provider}-tls-key`, harness.credentials.values.get(`${provider}-key`)!);
    const { report } = await askEither(harness, { provider: `${provider}-tls`, model }, false);
    expect(report).toMatchObject({ outcome: FAILED, failure: { errorClass: ErrorClass.NETWORK }, evidence: REPORTED, sent: false });
  });
});

describe('a key that is refused once', () => {
  it.each(known)('$provider: is dropped, and the next attempt is answered', async ({ provider }) => {
    await fetch(`${harness.sandbox.control}/control/behaviour`, { method: 'POST', body: JSON.stringify({ provider, next: 1, behaviour: { status: 401 } }) });
    const first = await askEither(harness, { provider }, false);
    const second = await askEither(harness, { provider }, false);
    expect([first.report.failure?.errorClass, second.report.outcome]).toEqual([ErrorClass.CREDENTIAL, SUCCEEDED]);
    expect(harness.credentials.refusedSecrets.at(-1)?.id).toBe(`${provider}-key`);
  });
});
