// Goal: vectors, pictures and labels come whole and in order, with the usage that is billed, journalled like every attempt.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { create } from '@bufbuild/protobuf';
import { AttemptOutcome, ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { Evidence } from '@switchyard/proto/event/v1/usage';
import { AnalyzeImageRequestSchema, EmbedRequestSchema, GenerateImageRequestSchema } from '@switchyard/proto/provider/v1/attempt';
import { analyzeCall } from '../domain/calls/analyze-call.js';
import { embedCall } from '../domain/calls/embed-call.js';
import { imageCall } from '../domain/calls/image-call.js';
import { complete } from '../domain/complete.js';
import { embeddingsOf, imagesOf, labelsOf } from '../server/results.js';
import { loadConformance } from '../testing/conformance.js';
import { expectKnownZero, factOf } from '../testing/facts.js';
import { billOf, startHarness, taskOf, type Harness } from '../testing/harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const known = await loadConformance();
const having = (kind: 'embedding' | 'image' | 'analysis') => [...known].flatMap(([provider, { models }]) => (models[kind] === undefined ? [] : [{ provider, model: models[kind] }]));
const picturesOf = (provider: string): number => Math.min(2, known.get(provider)!.picturesMax ?? 2);
const { signal } = new AbortController();
const saying = (behaviour: object): string => `some text [[sandbox ${JSON.stringify(behaviour)}]]`;
const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

describe.each(having('embedding'))('$provider embeds', ({ provider, model }) => {
  const embed = (inputs: string[], { attemptId = randomUUID() }: { attemptId?: string } = {}) => complete(harness.attempts, embedCall(create(EmbedRequestSchema, { ...taskOf({ provider, model, attemptId }), task: { inputs } })), { signal });

  it('one text and many, in order, at the usage that is billed', async () => {
    const attemptId = randomUUID();
    const { answer, report } = await embed(['one', 'two', 'three'], { attemptId });
    const vectors = embeddingsOf(answer).map(({ values }) => values ?? []);
    expect(vectors).toHaveLength(3);
    expect(new Set(vectors.map((vector) => vector.length)).size).toBe(1);
    expect(report).toMatchObject({ outcome: AttemptOutcome.SUCCEEDED, evidence: Evidence.REPORTED });
    expect(report.usage!.inputTokens).toBe(BigInt((await billOf(harness, attemptId))!.usage['input_tokens']!));
    expect(factOf(harness, attemptId)).toMatchObject({ evidence: Evidence.REPORTED, usage: report.usage });
    const [alone] = embeddingsOf((await embed(['two'])).answer).map(({ values }) => values ?? []);
    alone!.forEach((value, index) => expect(value).toBeCloseTo(vectors[1]![index]!, 5));
  });

  it('without a usage block at the bound, never free', async () => {
    const { report } = await embed([saying({ usage_missing: true })]);
    expect(report).toMatchObject({ outcome: AttemptOutcome.SUCCEEDED, evidence: Evidence.BOUND });
  });

  it.each([
    { name: 'a rate limit', behaviour: { status: 429, retry_after: '3' }, errorClass: ErrorClass.RATE_LIMITED },
    { name: 'a server error', behaviour: { status: 500 }, errorClass: ErrorClass.OVERLOADED },
    { name: 'half a JSON', behaviour: { half_json: true }, errorClass: ErrorClass.BAD_OUTPUT },
  ])('$name is its class', async ({ behaviour, errorClass }) => {
    const { answer, report } = await embed([saying(behaviour)]);
    expect(answer).toBeUndefined();
    expect(report).toMatchObject({ outcome: AttemptOutcome.FAILED, failure: { errorClass } });
    if ('status' in behaviour) expectKnownZero(report.usage);
  });
});

describe.each(having('image'))('$provider paints', ({ provider, model }) => {
  it('as many pictures as asked for, at a known usage', async () => {
    const attemptId = randomUUID();
    const count = picturesOf(provider);
    const request = create(GenerateImageRequestSchema, { ...taskOf({ provider, model, attemptId }), task: { prompt: 'a cat', n: count } });
    const { answer, report } = await complete(harness.attempts, imageCall(request), { signal });
    expect(report).toMatchObject({ outcome: AttemptOutcome.SUCCEEDED, evidence: Evidence.REPORTED });
    const images = imagesOf(answer);
    expect(images).toHaveLength(count);
    for (const { mediaType, source } of images) {
      expect(mediaType).toMatch(/^image\//);
      expect(source?.case === 'data' ? source.value.length : 0).toBeGreaterThan(50);
    }
    expect(Object.keys(factOf(harness, attemptId).usage!.meters)).not.toEqual([]);
  });

  it('a rate limit is its class', async () => {
    const request = create(GenerateImageRequestSchema, { ...taskOf({ provider, model }), task: { prompt: saying({ status: 429 }) } });
    const { report } = await complete(harness.attempts, imageCall(request), { signal });
    expect(report).toMatchObject({ outcome: AttemptOutcome.FAILED, failure: { errorClass: ErrorClass.RATE_LIMITED } });
  });
});

describe('a look at pictures', () => {
  // A table without a line is no test.
  (having('analysis').length === 0 ? it.skip.each([{ provider: 'nobody', model: '' }]) : it.each(having('analysis')))('of $provider names what it sees, best first, each picture in its place', async ({ provider, model }) => {
    const attemptId = randomUUID();
    const image = { mediaType: 'image/png', source: { case: 'data' as const, value: pixel } };
    const request = create(AnalyzeImageRequestSchema, { ...taskOf({ provider, model, attemptId }), task: { images: Array.from({ length: picturesOf(provider) }, () => image) } });
    const { answer, report } = await complete(harness.attempts, analyzeCall(request), { signal });
    expect(report).toMatchObject({ outcome: AttemptOutcome.SUCCEEDED, evidence: Evidence.REPORTED });
    const results = labelsOf(answer);
    expect(results).toHaveLength(picturesOf(provider));
    for (const { labels = [] } of results) {
      expect(labels.length).toBeGreaterThan(0);
      const scores = labels.map(({ score }) => score ?? -1);
      expect(scores).toEqual(scores.toSorted((one, other) => other - one));
      for (const score of scores) expect(score >= 0 && score <= 1).toBe(true);
    }
    expect(Object.keys(factOf(harness, attemptId).usage!.meters)).not.toEqual([]);
  });
});
