// Goal: each feature is asked for and read in the vendor's words, and a failed picture is never a free success.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { create } from '@bufbuild/protobuf';
import { AttemptOutcome, ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { AnalyzeImageRequestSchema } from '@switchyard/proto/provider/v1/attempt';
import { analyzeCall } from '../../domain/calls/analyze-call.js';
import { complete } from '../../domain/complete.js';
import { labelsOf } from '../../server/results.js';
import { expectKnownZero } from '../../testing/facts.js';
import { startHarness, taskOf, type Harness } from '../../testing/harness.js';
import { features } from './features.js';
import { toAnnotateRequest } from './request.js';
import { stepsOfResponses } from './response.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterEach(async () => {
  await fetch(`${harness.sandbox.control}/control/behaviour`, { method: 'DELETE' });
});
afterAll(() => harness.close());

const { signal } = new AbortController();
const image = { source: { case: 'url' as const, value: 'https://example.com/a.png' } };

function look(model: string, maxLabels?: number) {
  return complete(harness.attempts, analyzeCall(create(AnalyzeImageRequestSchema, { ...taskOf({ provider: 'google-vision', model }), task: { images: [image], maxLabels } })), { signal });
}

describe('a look', () => {
  it.each(Object.keys(features))('by %s', async (model) => {
    const { answer, report } = await look(model, 5);
    expect(report).toMatchObject({ outcome: AttemptOutcome.SUCCEEDED, usage: { meters: { images: 1n } } });
    expect(labelsOf(answer)[0]!.labels).toHaveLength(5);
  });

  it.each([
    { name: 'rate limited', behaviour: { status: 429, retry_after: '7' }, errorClass: ErrorClass.RATE_LIMITED },
    { name: 'server error', behaviour: { status: 503 }, errorClass: ErrorClass.OVERLOADED },
    { name: 'key refused', behaviour: { status: 401 }, errorClass: ErrorClass.CREDENTIAL },
    { name: 'half a JSON', behaviour: { half_json: true }, errorClass: ErrorClass.BAD_OUTPUT },
    { name: 'nothing', behaviour: { empty: true }, errorClass: ErrorClass.BAD_OUTPUT },
  ])('$name is its class', async ({ behaviour, errorClass }) => {
    await fetch(`${harness.sandbox.control}/control/behaviour`, { method: 'POST', body: JSON.stringify({ provider: 'google-vision', next: 1, behaviour }) });
    const { report } = await look('label-detection');
    expect(report).toMatchObject({ outcome: AttemptOutcome.FAILED, failure: { errorClass } });
    if ('status' in behaviour) expectKnownZero(report.usage);
  });

  it('by a feature that does not exist is refused before anything leaves', async () => {
    const { report } = await look('mind-reading');
    expect(report).toMatchObject({ outcome: AttemptOutcome.FAILED, sent: false, failure: { errorClass: ErrorClass.CALLER } });
  });
});

it('a picture with an error has no labels and is not counted', () => {
  const steps = stepsOfResponses({ responses: [{ error: { code: 3, message: 'Bad image data.' } }, { labelAnnotations: [{ description: 'train', score: 0.9 }] }] }, { asked: 2 });
  expect(steps.filter(({ type }) => type === 'labels')).toEqual([{ type: 'labels', index: 1, labels: [{ name: 'train', score: 0.9 }] }]);
  expect(steps).toContainEqual(expect.objectContaining({ type: 'usage', counts: { images: 1n }, isFinal: true }));
  expect(() => stepsOfResponses({}, { asked: 1 })).toThrow();
});

it('a picture that the answer does not mention leaves the bill unknown', () => {
  expect(stepsOfResponses({ responses: [{ labelAnnotations: [] }] }, { asked: 2 })).toContainEqual(expect.objectContaining({ type: 'usage', isFinal: false }));
});

it('words of safe search are steps, and an unknown one is left out', () => {
  expect(features['safe-search-detection']!.labels({ safeSearchAnnotation: { adult: 'VERY_UNLIKELY', racy: 'LIKELY', spoof: 'UNKNOWN', medical: 'constructor' } })).toEqual([{ name: 'adult', score: 0 }, { name: 'racy', score: 0.75 }]);
});

it('bytes and addresses are said apart', () => {
  const order = { attemptId: 'a', model: 'label-detection', endUser: '', extraFields: {}, maxLabels: 3 };
  const media = { $typeName: 'switchyard.common.v1.Media' as const, mediaType: 'image/png', detail: '', filename: '' };
  const images = [{ ...media, source: { case: 'data' as const, value: Buffer.from('x') } }, { ...media, ...image }];
  expect(toAnnotateRequest({ ...order, images })).toEqual({
    requests: [{ image: { content: 'eA==' } }, { image: { source: { imageUri: 'https://example.com/a.png' } } }].map((one) => ({ ...one, features: [{ type: 'LABEL_DETECTION', maxResults: 3 }] })),
  });
});
