// Goal: the tasks of hf-inference are asked by their model's own path, and what they answer is read or refused, never guessed.
import { describe, expect, it } from '@jest/globals';
import { create } from '@bufbuild/protobuf';
import { MediaSchema } from '@switchyard/proto/common/v1/chat';
import { contextOf } from '../../testing/order.js';
import { modelPath } from './path.js';
import { toClassificationRequest, toExtractionRequest, toPaintingRequest } from './request.js';
import { stepsOfLabels, stepsOfVectors } from './response.js';

const task = { attemptId: 'a', model: 'm', endUser: '', extraFields: {} };
const painting = { ...task, prompt: 'a cat', count: 1, size: '', quality: '', style: '', background: '', outputFormat: '' };
const picture = create(MediaSchema, { mediaType: 'image/png', source: { case: 'data', value: Buffer.from('png') } });

it.each(['../../v1/secrets', 'a/b/c', 'a/..', 'a b', '', 'a?x=1', '.hidden/x'])('a model named %j leads nowhere', (name) => {
  expect(() => modelPath(name)).toThrow(/^model:/);
});

it('a model has a path of its own', () => {
  expect(modelPath('BAAI/bge-small-en-v1.5', 'feature-extraction')).toBe('/hf-inference/models/BAAI/bge-small-en-v1.5/pipeline/feature-extraction');
});

describe('requests', () => {
  it("vectors are never of a cut text, unless the row says so, and a length that was asked for is not dropped in silence", () => {
    const context = contextOf();
    expect(toExtractionRequest({ ...task, inputs: ['x'], dimensions: 64 }, context)).toEqual({ truncate: false, inputs: ['x'] });
    expect(context.warnings).toEqual([expect.stringMatching(/^dimensions/)]);
    expect(toExtractionRequest({ ...task, inputs: ['x'], dimensions: undefined, extraFields: { truncate: true } }, contextOf())).toMatchObject({ truncate: true });
  });

  it.each([
    { name: 'a size', order: { size: '512x256' }, body: { inputs: 'a cat', parameters: { width: 512, height: 256 } }, warned: 0 },
    { name: "the row's own parameters", order: { extraFields: { parameters: { guidance_scale: 3 } } }, body: { inputs: 'a cat', parameters: { guidance_scale: 3 } }, warned: 0 },
    { name: 'what it does not take', order: { quality: 'high', style: 'vivid' }, body: { inputs: 'a cat', parameters: {} }, warned: 2 },
  ])('a picture says $name', ({ order, body, warned }) => {
    const context = contextOf();
    expect(toPaintingRequest({ ...painting, ...order }, context)).toEqual(body);
    expect(context.warnings).toHaveLength(warned);
  });

  it.each([
    { name: 'two pictures at once', ask: () => toPaintingRequest({ ...painting, count: 2 }, contextOf()), says: 'n' },
    { name: 'a size in words', ask: () => toPaintingRequest({ ...painting, size: 'auto' }, contextOf()), says: 'size' },
    { name: 'two looks at once', ask: () => toClassificationRequest({ ...task, images: [picture, picture], maxLabels: undefined }), says: 'images' },
    { name: 'a picture by its address', ask: () => toClassificationRequest({ ...task, images: [create(MediaSchema, { source: { case: 'url', value: 'https://example.com/a.png' } })], maxLabels: undefined }), says: 'images[0]' },
  ])('$name is refused by name', ({ ask, says }) => {
    expect(ask).toThrow(says);
  });
});

describe('answers', () => {
  it('one text may come as one bare vector, and tokens count only where they are told', () => {
    expect(stepsOfVectors([0.5, 1], { tokens: '7', count: 1 })).toEqual([expect.objectContaining({ counts: { input: 7n } }), { type: 'embedding', index: 0, values: [0.5, 1] }]);
    expect(stepsOfVectors([[1], [2]], { tokens: undefined, count: 2 }).map(({ type }) => type)).toEqual(['embedding', 'embedding']);
    expect(stepsOfVectors([[1]], { tokens: 'many', count: 1 }).map(({ type }) => type)).toEqual(['embedding']);
  });

  it.each([
    { name: 'a vector for each token', read: () => stepsOfVectors([[[1], [2]]], { tokens: undefined, count: 1 }) },
    { name: 'a label without a score', read: () => stepsOfLabels([{ label: 'cat' }]) },
    { name: 'a score above one', read: () => stepsOfLabels([{ label: 'cat', score: 2 }]) },
  ])('$name is bad output', ({ read }) => {
    expect(read).toThrow();
  });

  it('labels come best first', () => {
    const [, labels] = stepsOfLabels([{ label: 'dog', score: 0.1 }, { label: 'cat', score: 0.9 }]);
    expect(labels).toMatchObject({ labels: [{ name: 'cat' }, { name: 'dog' }] });
  });
});
