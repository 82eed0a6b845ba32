// Goal: the official SDK gets vectors and pictures by changing the base URL, in the encoding that it asks for by default.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import OpenAI, { BadRequestError, NotFoundError } from 'openai';
import { catalogOf } from '../../testing/catalog.js';
import { goodKey, openDoors, type Doors } from '../../testing/doors.js';
import { World } from '../../testing/world.js';

const catalog = catalogOf([{ name: 'a', capabilities: ['text_generation'] }, { name: 'v', capabilities: ['embedding'] }, { name: 'p', capabilities: ['image_generation'] }], { chain: ['v'], feature: { name: 'search' } });

let world: World;
let doors: Doors;
let openai: OpenAI;
beforeEach(async () => {
  world = new World({ script: () => ({ kind: 'answer', input: 7n }) });
  doors = await openDoors(world, catalog);
  openai = new OpenAI({ baseURL: `${doors.http}/v1`, apiKey: goodKey, maxRetries: 0 });
});
afterEach(() => doors.close());

describe('embeddings', () => {
  it.each([
    { name: 'as base64, which the SDK asks for by itself', more: {} },
    { name: 'as numbers', more: { encoding_format: 'float' as const } },
  ])('come in order $name, with usage and the story in headers', async ({ more }) => {
    const { data, response } = await openai.embeddings.create({ model: 'v', input: ['one', 'two'], ...more }).withResponse();
    expect(data).toMatchObject({ object: 'list', model: 'v', data: [{ index: 0, embedding: [0, 0.5] }, { index: 1, embedding: [1, 0.5] }], usage: { prompt_tokens: 7, total_tokens: 7 } });
    expect([response.headers.get('x-switchyard-model'), response.headers.get('x-switchyard-attempts')]).toEqual(['v', '1']);
    expect(world.facts).toMatchObject([{ door: 'openai' }]);
  });

  it('tell their story in the body where they are asked to', async () => {
    const asked = { headers: { 'x-switchyard-story': 'body' } };
    expect(await openai.embeddings.create({ model: 'v', input: 'one' }, asked)).toMatchObject({ switchyard: { provider: 'v', attempts: 1 } });
    expect(await openai.images.generate({ model: 'p', prompt: 'a cat' }, asked)).toMatchObject({ switchyard: { provider: 'p' } });
    expect(await openai.embeddings.create({ model: 'v', input: 'one' })).not.toHaveProperty('switchyard');
  });

  it('take one text, dimensions and a feature', async () => {
    expect((await openai.embeddings.create({ model: 'feature:search', input: 'one', dimensions: 2 })).data).toHaveLength(1);
    expect((await openai.embeddings.create({ model: '', input: 'one' }, { headers: { 'x-switchyard-feature': 'search' } })).model).toBe('v');
  });

  it.each([
    { name: 'tokens in place of text', body: { model: 'v', input: [[1, 2, 3]] }, param: 'input[0]' },
    { name: 'an empty text', body: { model: 'v', input: [''] }, param: 'input[0]' },
    { name: 'a field that nobody knows', body: { model: 'v', input: 'x', dimension: 3 }, param: 'dimension' },
    { name: 'an encoding that is none', body: { model: 'v', input: 'x', encoding_format: 'hex' }, param: 'encoding_format' },
  ])('refuse $name by name', async ({ body, param }) => {
    const error = await openai.embeddings.create(body as never).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(BadRequestError);
    expect(error).toMatchObject({ param });
    expect(world.sentIds).toEqual([]);
  });

  it('of a model that is none raise NotFoundError', async () => {
    await expect(openai.embeddings.create({ model: 'zzz', input: 'x' })).rejects.toBeInstanceOf(NotFoundError);
  });
});

describe('pictures', () => {
  it('come as bytes, as many as asked for', async () => {
    const { data } = await openai.images.generate({ model: 'p', prompt: 'a cat', n: 2, size: '1024x1024' });
    expect(data?.map((image) => Buffer.from(image.b64_json ?? '', 'base64').length)).toEqual([3, 3]);
  });

  it.each(['16:9', '1:1', '21:9', 'auto'])('of size %s are for the provider to know', async (size) => {
    await expect(openai.images.generate({ model: 'p', prompt: 'a cat', size: size as 'auto' })).resolves.toMatchObject({ data: [{}] });
  });

  it.each([
    { name: 'addresses', body: { model: 'p', prompt: 'x', response_format: 'url' }, param: 'response_format' },
    { name: 'no description', body: { model: 'p' }, param: 'prompt' },
    { name: 'a stream', body: { model: 'p', prompt: 'x', stream: true }, param: 'stream' },
  ])('refuse $name by name', async ({ body, param }) => {
    await expect(openai.images.generate(body as never)).rejects.toMatchObject({ status: 400, param });
  });
});
