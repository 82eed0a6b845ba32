// Goal: a stream is cut, stalled, garbled and left by its reader in every way, and never ends as what it is not.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { AttemptOutcome, ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { Evidence } from '@switchyard/proto/event/v1/usage';
import { providers } from '../providers/index.js';
import { expectedOf, loadConformance, typeOf } from '../testing/conformance.js';
import { factOf, inflight } from '../testing/facts.js';
import { askStream, billOf, startHarness, until, type Harness } from '../testing/harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const known = await loadConformance();
const chatting = [...known].flatMap(([provider, { models }]) => (models.chat === undefined ? [] : [{ provider }]));
const weather = { name: 'get_weather', description: 'The weather of a city.', parametersJson: JSON.stringify({ type: 'object', properties: { city: { type: 'string' } }, required: ['city'] }) };

describe.each(chatting)('$provider streams', ({ provider }) => {
  const traits = known.get(provider)!;

  it.each([
    { name: 'a cut after output', behaviour: { output_tokens: 40, chunk_count: 8, cut_after_chunks: 4 }, outcome: AttemptOutcome.TRUNCATED, errorClass: ErrorClass.BAD_OUTPUT, evidence: Evidence.BOUND },
    { name: 'no word on why it ended', behaviour: { no_finish_reason: true }, outcome: AttemptOutcome.TRUNCATED, errorClass: ErrorClass.BAD_OUTPUT, evidence: Evidence.BOUND },
    { name: 'no end marker', behaviour: { no_end_marker: true }, outcome: AttemptOutcome.TRUNCATED, errorClass: ErrorClass.BAD_OUTPUT, evidence: traits.hasUsageAtTheEnd === true ? Evidence.BOUND : Evidence.REPORTED },
    { name: 'an error event', behaviour: { output_tokens: 40, chunk_count: 8, error_after_chunks: 4 }, outcome: AttemptOutcome.FAILED, errorClass: ErrorClass.OVERLOADED, evidence: Evidence.BOUND },
    { name: 'a malformed chunk', behaviour: { output_tokens: 40, chunk_count: 8, malformed_chunk: 4 }, outcome: AttemptOutcome.TRUNCATED, errorClass: ErrorClass.BAD_OUTPUT, evidence: Evidence.BOUND },
  ])('$name never ends as a finished answer', async ({ behaviour, outcome, errorClass, evidence }) => {
    const attemptId = randomUUID();
    const { report } = await askStream(harness, { provider, attemptId, behaviour });
    expect(report).toMatchObject({ outcome, failure: { errorClass }, evidence });
    expect(factOf(harness, attemptId)).toMatchObject({ outcome, errorClass, evidence });
  });

  it('silence before the first event fires the first timer', async () => {
    const { report } = await askStream(harness, { provider, behaviour: { hang: true }, timers: { firstOutputMs: 80n } });
    expect(report).toMatchObject({ outcome: AttemptOutcome.TIMED_OUT, failure: { errorClass: ErrorClass.TIMEOUT, timer: 'first_output' }, evidence: Evidence.BOUND });
  });

  it('silence between events fires the idle timer, and what came before is kept', async () => {
    const { report, text } = await askStream(harness, { provider, behaviour: { output_tokens: 40, chunk_count: 8, stall_after_chunks: 4 }, timers: { idleMs: 80n } });
    expect(report).toMatchObject({ outcome: AttemptOutcome.TRUNCATED, failure: { errorClass: ErrorClass.TIMEOUT, timer: 'idle' }, evidence: Evidence.BOUND });
    expect(text).not.toBe('');
  });

  it('a slow vendor that never falls silent is waited for', async () => {
    const { report } = await askStream(harness, { provider, behaviour: { output_tokens: 40, chunk_count: 8, chunk_delay_ms: 40 }, timers: { idleMs: 1_000n } });
    expect(report.outcome).toBe(AttemptOutcome.SUCCEEDED);
    expect(report.timeToFirstOutputMs!).toBeLessThan(report.durationMs);
  });

  it('characters and events split anywhere arrive whole', async () => {
    const words = 'Señal — железо 🧭 über\n\nzwei Zeilen';
    const { text, report } = await askStream(harness, { provider, behaviour: { text: words, segment_bytes: 1, chunk_size: 1 } });
    expect(report.outcome).toBe(AttemptOutcome.SUCCEEDED);
    expect(text).toBe(words);
  });

  (expectedOf(provider).offers.tools === undefined ? it.skip : it)('arguments that are no JSON make the answer bad output, with its usage', async () => {
    const { report } = await askStream(harness, { provider, parameters: { tools: [weather] }, behaviour: { tool_calls: [{ name: 'get_weather', arguments: '{"city": "Zür' }] } });
    const isBroken = traits.hasObjectArguments !== true;
    expect(report.outcome).toBe(isBroken ? AttemptOutcome.FAILED : AttemptOutcome.SUCCEEDED);
    expect(report.failure?.errorClass).toBe(isBroken ? ErrorClass.BAD_OUTPUT : undefined);
    expect(report.evidence).toBe(Evidence.REPORTED);
  });

  it('a caller that leaves is free at once; the usage is booked when the vendor is done', async () => {
    const attemptId = randomUUID();
    const leave = new AbortController();
    const asked = askStream(harness, { provider, attemptId, behaviour: { output_tokens: 40, chunk_count: 10, chunk_delay_ms: 120 } }, leave.signal);
    await until(async () => (await inflight(harness)) > 0);
    await new Promise((resolve) => setTimeout(resolve, 60));
    const leftAt = performance.now();
    leave.abort();
    await expect(asked).rejects.toMatchObject({ code: 'CANCELLED' });
    // Long before the vendor is done, however busy this machine is.
    expect(performance.now() - leftAt).toBeLessThan(800);
    await until(() => harness.journal.factOf(attemptId) !== undefined);
    const stopsBilling = providers.find(({ id }) => id === typeOf(provider))!.cancelStopsBilling === 'yes';
    expect(factOf(harness, attemptId)).toMatchObject({ outcome: AttemptOutcome.CANCELLED, errorClass: ErrorClass.CANCELLED, evidence: stopsBilling ? Evidence.BOUND : Evidence.REPORTED });
    if (!stopsBilling) {
      const billed = (await billOf(harness, attemptId))!.usage;
      expect(factOf(harness, attemptId).usage!.outputTokens).toBe(BigInt(billed['output_tokens']!));
    }
    await until(async () => (await inflight(harness)) === 0);
  });

  it('a drain lasts no longer than the total timer, and is then booked at the bound', async () => {
    const attemptId = randomUUID();
    const leave = new AbortController();
    const asked = askStream(harness, { provider, attemptId, behaviour: { output_tokens: 40, chunk_count: 8, stall_after_chunks: 3 }, timers: { totalMs: 250n } }, leave.signal);
    await until(async () => (await inflight(harness)) > 0);
    leave.abort();
    await expect(asked).rejects.toMatchObject({ code: 'CANCELLED' });
    await until(() => harness.journal.factOf(attemptId) !== undefined);
    expect(factOf(harness, attemptId)).toMatchObject({ outcome: AttemptOutcome.CANCELLED, evidence: Evidence.BOUND });
    expect(harness.attempts.drainingCount).toBe(0);
  });
});
