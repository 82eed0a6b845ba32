// Goal: the fault table. Everything that vendors and what stands before them do wrong, for every provider that holds
// conversations: each fault has its class, its timer and what is booked; none hangs beyond its deadline, none crashes, none
// fills the memory, and none is a finished answer unless it is one.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { create } from '@bufbuild/protobuf';
import { AttemptOutcome, ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { Evidence } from '@switchyard/proto/event/v1/usage';
import { AnalyzeImageRequestSchema, type AttemptReport } from '@switchyard/proto/provider/v1/attempt';
import { analyzeCall } from '../domain/calls/analyze-call.js';
import { complete } from '../domain/complete.js';
import { presets } from '../providers/presets/index.js';
import { loadConformance } from '../testing/conformance.js';
import { faults, type Verdict } from '../testing/fault-table.js';
import { factOf } from '../testing/facts.js';
import { askEither, billOf, startHarness, taskOf, type Harness } from '../testing/harness.js';
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

const { SUCCEEDED, FAILED } = AttemptOutcome;
const { REPORTED, BOUND } = Evidence;

const known = [...(await loadConformance())].flatMap(([provider, { models }]) => (models.chat === undefined ? [] : [{ provider, model: models.chat, isPreset: presets.some(({ id }) => id === provider) }]));
const table = known.flatMap(({ provider, isPreset }) =>
  faults
    .filter(({ isForPresets }) => !isPreset || isForPresets === true)
    .flatMap(({ name, behaviour, plain, stream }) => [
      ...(plain === undefined ? [] : [{ provider, way: 'plain', fault: name, isStream: false, behaviour, verdict: plain }]),
      ...(stream === undefined ? [] : [{ provider, way: 'streamed', fault: name, isStream: true, behaviour, verdict: stream }]),
    ]),
);
const looks = [...(await loadConformance())].flatMap(([provider, { models: { analysis: model } }]) =>
  model === undefined ? [] : faults.flatMap(({ name, behaviour, plain, isOfEveryCall }) => (isOfEveryCall === true && plain !== undefined ? [{ provider, model, fault: name, behaviour, verdict: plain }] : [])),
);
/** No call may last longer than its timers and a moment. */
const patienceMs = 4_000;
/** Of buffers, at any moment: what the longest answers may hold, the sandbox's bomb, and what waits to be collected. */
const memoryMiBMax = 256;

it('the table has at least forty faults', () => expect(faults.length).toBeGreaterThanOrEqual(40));

/** Waits are short only where one of them is meant to fire. */
function waitMsOf({ timer }: Verdict, name: string): bigint {
  return timer === undefined || (timer === 'total') !== (name === 'total') ? 3_000n : 400n;
}

interface Ended {
  readonly attemptId: string;
  readonly report: AttemptReport;
  readonly verdict: Verdict;
}

/** What the router decides on, what the ledger books, and what the vendor bills. */
async function expectVerdict({ attemptId, report, verdict }: Ended): Promise<void> {
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
}

describe('the fault table', () => {
  it.each(table)('$provider, $way: $fault', async ({ provider, isStream, behaviour, verdict }) => {
    const attemptId = randomUUID();
    const startedMs = performance.now();
    const timers = { firstOutputMs: waitMsOf(verdict, 'first_output'), idleMs: waitMsOf(verdict, 'idle'), totalMs: waitMsOf(verdict, 'total') };
    const { report } = await askEither(harness, { provider, attemptId, behaviour, timers }, isStream);
    expect(performance.now() - startedMs).toBeLessThan(patienceMs);
    await expectVerdict({ attemptId, report, verdict });
  });

  it.each(looks)('$provider, a look: $fault', async ({ provider, model, behaviour, verdict }) => {
    await fetch(`${harness.sandbox.control}/control/behaviour`, { method: 'POST', body: JSON.stringify({ provider, next: 1, behaviour }) });
    const attemptId = randomUUID();
    const startedMs = performance.now();
    const image = { mediaType: 'image/png', source: { case: 'data' as const, value: Buffer.from('a picture') } };
    const timers = { connectMs: 2_000n, totalMs: waitMsOf(verdict, 'total') };
    const call = analyzeCall(create(AnalyzeImageRequestSchema, { ...taskOf({ provider, model, attemptId }), timers, task: { images: [image] } }));
    const { report } = await complete(harness.attempts, call, { signal: new AbortController().signal });
    expect(performance.now() - startedMs).toBeLessThan(patienceMs);
    await expectVerdict({ attemptId, report, verdict });
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
