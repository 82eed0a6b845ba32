// Goal: sizes are said in Google's words or refused, and what was filtered out is neither shown nor billed.
import { describe, expect, it } from '@jest/globals';
import type { ImageOrder } from '../../adapter/task-orders.js';
import { contextOf } from '../../testing/order.js';
import { shapeOf } from './image-size.js';
import { stepsOfPictures, toPaintRequest } from './images.js';

const order: ImageOrder = { attemptId: 'a', model: 'gemini-2.5-flash-image', endUser: '', extraFields: {}, prompt: 'a cat', count: 1, size: '', quality: '', style: '', background: '', outputFormat: '' };

describe('shapeOf', () => {
  it.each([
    { size: '', shape: {} },
    { size: '1024x1024', shape: { aspectRatio: '1:1' } },
    { size: '1536x1024', shape: { aspectRatio: '3:2' } },
    { size: '16:9', shape: { aspectRatio: '16:9' } },
    { size: '2048x2048', shape: { aspectRatio: '1:1', imageSize: '2K' } },
    { size: '4096x4096', shape: { aspectRatio: '1:1', imageSize: '4K' } },
  ])('"$size"', ({ size, shape }) => expect(shapeOf(size)).toEqual(shape));
  it.each(['1000x999', 'large', '8192x8192', '0x0'])('refuses "%s"', (size) => expect(() => shapeOf(size)).toThrow('size'));
});

describe('toPaintRequest', () => {
  it('a Gemini model is asked for a picture', () => {
    expect(toPaintRequest({ ...order, size: '3:4' }, contextOf())).toEqual({ contents: [{ role: 'user', parts: [{ text: 'a cat' }] }], generationConfig: { responseModalities: ['TEXT', 'IMAGE'], imageConfig: { aspectRatio: '3:4' } } });
  });

  it.each([
    { name: 'several pictures of a Gemini model', order: { ...order, count: 2 }, message: 'n' },
    { name: 'Imagen by the Gemini API', order: { ...order, model: 'imagen-4.0-generate-001' }, message: 'Vertex AI alone' },
  ])('refuses $name', ({ order: asked, message }) => expect(() => toPaintRequest(asked, contextOf())).toThrow(message));

  it('what Google has no word for is warned of', () => {
    const context = contextOf();
    toPaintRequest({ ...order, quality: 'high', style: 'vivid', background: 'opaque', outputFormat: 'png' }, context);
    expect(context.warnings).toHaveLength(4);
  });
});

describe('stepsOfPictures', () => {
  it('a picture that was filtered out is not billed', () => {
    const steps = stepsOfPictures({ predictions: [{ bytesBase64Encoded: 'eA==', mimeType: 'image/png' }, { raiFilteredReason: 'people' }] });
    expect(steps.map(({ type }) => type)).toEqual(['usage', 'image']);
    expect(steps[0]).toMatchObject({ counts: { images: 1n } });
  });

  const free = 'Unable to show generated images. All images were filtered out. You will not be charged for blocked images.';
  it.each([
    { name: 'is free by its own word', reasons: [free, free], stated: 0n },
    { name: 'costs nobody knows what where it does not say so', reasons: ['people'], stated: undefined },
    { name: 'costs nobody knows what where it says so of some', reasons: [free, 'people'], stated: undefined },
    { name: 'costs nobody knows what where nothing was said', reasons: [], stated: undefined },
  ])('an answer without pictures $name', ({ reasons, stated }) => {
    const [usage] = stepsOfPictures({ predictions: reasons.map((raiFilteredReason) => ({ raiFilteredReason })) });
    expect((usage as { statedChargePicoUsd?: bigint }).statedChargePicoUsd).toBe(stated);
  });

  it('says nothing of the price of pictures that are there', () => {
    const [usage] = stepsOfPictures({ predictions: [{ bytesBase64Encoded: 'eA==' }, { raiFilteredReason: free }] });
    expect(usage).toEqual({ type: 'usage', counts: { images: 1n }, raw: { images: 1 }, isFinal: true });
  });

  it('nothing but filtered ones is a filtered answer', () => {
    expect(stepsOfPictures({ predictions: [{ raiFilteredReason: 'people' }] }).at(-1)).toMatchObject({ type: 'finish', unified: 'content_filter' });
  });

  it.each([
    { name: 'without details all output is picture', details: undefined, counts: { input: 5n, output: 1290n, output_image: 1290n } },
    { name: 'with details only what they call so', details: [{ modality: 'TEXT', tokenCount: 90 }, { modality: 'IMAGE', tokenCount: 1200 }], counts: { input: 5n, output: 1290n, output_image: 1200n } },
  ])('$name', ({ details, counts }) => {
    const usageMetadata = { promptTokenCount: 5, candidatesTokenCount: 1290, totalTokenCount: 1295, candidatesTokensDetails: details };
    const [usage] = stepsOfPictures({ usageMetadata, candidates: [{ content: { parts: [] }, finishReason: 'STOP' }] });
    expect(usage).toMatchObject({ type: 'usage', counts, isFinal: true });
  });

  it('drafts among the thoughts are not shown', () => {
    const parts = [{ thought: true, inlineData: { data: 'eA==', mimeType: 'image/png' } }, { inlineData: { data: 'eXk=', mimeType: 'image/png' } }];
    expect(stepsOfPictures({ candidates: [{ content: { parts }, finishReason: 'STOP' }] }).filter(({ type }) => type === 'image')).toMatchObject([{ data: Buffer.from('yy') }]);
  });
});
