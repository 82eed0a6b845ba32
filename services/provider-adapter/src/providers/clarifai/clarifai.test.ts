// Goal: concepts of both kinds of models are read, each status code is its class, and a failed picture is never a free success.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { AttemptOutcome, ErrorClass } from '@switchyard/proto/common/v1/attempt';
import type { MediaSchema } from '@switchyard/proto/common/v1/chat';
import { AnalyzeImageRequestSchema } from '@switchyard/proto/provider/v1/attempt';
import { analyzeCall } from '../../domain/calls/analyze-call.js';
import { complete } from '../../domain/complete.js';
import { ModelLists } from '../../domain/model-lists.js';
import { labelsOf } from '../../server/results.js';
import { expectKnownZero } from '../../testing/facts.js';
import { startHarness, taskOf, type Harness } from '../../testing/harness.js';
import { fetchOpener } from '../../toolkit/http/open-fetch.js';
import { providers } from '../index.js';
import { outputsPathOf } from './account.js';
import { readClarifaiError } from './error.js';
import { toClarifaiRequest } from './request.js';
import { stepsOfOutputs } from './response.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterEach(async () => {
  await fetch(`${harness.sandbox.control}/control/behaviour`, { method: 'DELETE' });
});
afterAll(() => harness.close());

const { signal } = new AbortController();
const url = 'https://example.com/a.png';
type Image = MessageInitShape<typeof MediaSchema>;

function look(images: Image[], { model = 'general-image-recognition', maxLabels }: { model?: string; maxLabels?: number } = {}) {
  return complete(harness.attempts, analyzeCall(create(AnalyzeImageRequestSchema, { ...taskOf({ provider: 'clarifai', model }), task: { images, maxLabels } })), { signal });
}

describe('a look', () => {
  it('by address, at so many labels', async () => {
    const { answer, report } = await look([{ source: { case: 'url', value: url } }], { maxLabels: 3 });
    expect(report).toMatchObject({ outcome: AttemptOutcome.SUCCEEDED, usage: { meters: { images: 1n } }, responseModel: 'general-image-recognition' });
    expect(labelsOf(answer)[0]!.labels).toHaveLength(3);
  });

  it('of the model that tells nsfw from sfw', async () => {
    const { answer } = await look([{ source: { case: 'url', value: url } }], { model: 'nsfw-recognition' });
    const labels = labelsOf(answer)[0]!.labels!;
    expect(labels.map(({ name }) => name).sort()).toEqual(['nsfw', 'sfw']);
    expect(labels.reduce((sum, { score = 0 }) => sum + score, 0)).toBeCloseTo(1, 5);
  });

  it('of a model that finds regions', async () => {
    const { answer, report } = await look([{ source: { case: 'url', value: url } }], { model: 'general-image-detection' });
    expect(report.outcome).toBe(AttemptOutcome.SUCCEEDED);
    expect(labelsOf(answer)[0]!.labels!.length).toBeGreaterThan(0);
  });

  it.each([
    { name: 'rate limited', behaviour: { status: 429, retry_after: '7' }, errorClass: ErrorClass.RATE_LIMITED, retryAfterMs: 7_000n },
    { name: 'server error', behaviour: { status: 500 }, errorClass: ErrorClass.OVERLOADED },
    { name: 'key refused', behaviour: { status: 401 }, errorClass: ErrorClass.CREDENTIAL },
    { name: 'bad request', behaviour: { status: 400 }, errorClass: ErrorClass.CALLER },
    { name: 'half a JSON', behaviour: { half_json: true }, errorClass: ErrorClass.BAD_OUTPUT },
    { name: 'a page of HTML', behaviour: { html: true }, errorClass: ErrorClass.BAD_OUTPUT },
    { name: 'nothing', behaviour: { empty: true }, errorClass: ErrorClass.BAD_OUTPUT },
  ])('$name is its class', async ({ behaviour, errorClass, retryAfterMs }) => {
    await fetch(`${harness.sandbox.control}/control/behaviour`, { method: 'POST', body: JSON.stringify({ provider: 'clarifai', next: 1, behaviour }) });
    const { report } = await look([{ source: { case: 'url', value: url } }]);
    expect(report).toMatchObject({ outcome: AttemptOutcome.FAILED, failure: { errorClass } });
    expect(report.failure!.retryAfterMs).toBe(retryAfterMs);
    if ('status' in behaviour) expectKnownZero(report.usage);
  });

  it('of a model that nobody has, or with a key that was revoked', async () => {
    expect((await look([{ source: { case: 'url', value: url } }], { model: 'no-such-model' })).report.failure!.errorClass).toBe(ErrorClass.MODEL_GONE);
    await fetch(`${harness.sandbox.control}/control/keys`, { method: 'POST', body: JSON.stringify({ key: 'sk-test-clarifai', state: 'revoked' }) });
    const { report } = await look([{ source: { case: 'url', value: url } }]);
    await fetch(`${harness.sandbox.control}/control/keys`, { method: 'DELETE' });
    expect(report.failure!.errorClass).toBe(ErrorClass.CREDENTIAL);
  });

  it('the models of the app are listed', async () => {
    const lists = new ModelLists({ providers, catalog: harness.catalog, credentials: harness.credentials, openFetch: fetchOpener(harness.pool) });
    expect(await lists.of('clarifai')).toContainEqual({ id: 'nsfw-recognition', displayName: 'nsfw-recognition', ownedBy: 'clarifai', capabilities: ['image_analysis'] });
  });
});

describe('stepsOfOutputs', () => {
  const ok = { code: 10_000 };
  it('a concept that two regions have is told once, at its surer score', () => {
    const regions = [0.4, 0.9].map((value) => ({ data: { concepts: [{ name: 'train', value }] } }));
    expect(stepsOfOutputs({ outputs: [{ status: ok, data: { regions } }] }, { asked: 1 })).toContainEqual({ type: 'labels', index: 0, labels: [{ name: 'train', score: 0.9 }] });
  });

  it('a picture that failed among others has no labels and is not counted', () => {
    const steps = stepsOfOutputs({ status: { code: 10_010 }, outputs: [{ status: { code: 30_002 } }, { status: ok, data: { concepts: [] } }] }, { asked: 2 });
    expect(steps.filter(({ type }) => type === 'labels')).toEqual([{ type: 'labels', index: 1, labels: [] }]);
    expect(steps).toContainEqual(expect.objectContaining({ type: 'usage', counts: { images: 1n }, isFinal: true }));
  });

  it.each([{ outputs: [{ status: ok, data: {} }] }, { outputs: [{ status: ok, data: {} }, null] }])('a picture that %j does not mention leaves the bill unknown', (answer) => {
    expect(stepsOfOutputs(answer, { asked: 2 })).toContainEqual(expect.objectContaining({ type: 'usage', isFinal: false }));
  });

  it.each([{ answer: {} }, { answer: { outputs: [{ status: ok, data: { concepts: [{ name: 'x', value: 7 }] } }] } }, { answer: { outputs: [{ status: ok, data: { concepts: [{ value: 0.5 }] } }] } }])('$answer is no answer', ({ answer }) => {
    expect(() => stepsOfOutputs(answer, { asked: 1 })).toThrow();
  });
});

describe('readClarifaiError', () => {
  it.each([
    { code: 11_005, errorClass: ErrorClass.RATE_LIMITED },
    { code: 11_004, errorClass: ErrorClass.QUOTA },
    { code: 11_008, errorClass: ErrorClass.CREDENTIAL },
    { code: 21_200, errorClass: ErrorClass.MODEL_GONE },
    { code: 21_355, errorClass: ErrorClass.OVERLOADED },
    { code: 11_102, errorClass: ErrorClass.CALLER },
    { code: 98_004, errorClass: ErrorClass.OVERLOADED },
    { code: 12_345, errorClass: undefined },
  ])('$code', ({ code, errorClass }) => expect(readClarifaiError({ status: { code, description: 'words' } })).toEqual({ errorClass, code: String(code), words: 'words' }));

  it('a failure is explained by the first output', () => {
    expect(readClarifaiError({ status: { code: 10_020 }, outputs: [{ status: { code: 30_002, description: 'Download failed' } }] })).toEqual({ errorClass: ErrorClass.CALLER, code: '30002', words: 'Download failed' });
  });
});

it('what the row adds stays, and ours wins', () => {
  const order = { attemptId: 'a', model: 'm', endUser: '', extraFields: { model: { model_version: { id: 'v' } } }, images: [], maxLabels: 5 };
  expect(toClarifaiRequest(order)).toEqual({ inputs: [], model: { model_version: { id: 'v' }, output_info: { output_config: { max_concepts: 5 } } } });
  expect(() => toClarifaiRequest({ ...order, maxLabels: 201 })).toThrow('max_labels');
});

it('a name never leaves its place in the path', () => {
  expect(outputsPathOf({ options: { user_id: 'a/b' } }, 'm/versions/v')).toBe('/v2/users/a%2Fb/apps/main/models/m/versions/v/outputs');
  expect(() => outputsPathOf({ options: {} }, '../x')).toThrow('model:');
});
