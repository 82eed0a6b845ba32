// Goal: the wire is Clarifai's, and a look is billed by the picture.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { Sandbox } from '../../start-sandbox.js';
import { ask, readBill, startTestSandbox } from '../../testing/harness.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());

const input = { data: { image: { url: 'https://example.com/a.png' } } };
const post = (path: string, body: unknown, headers: Record<string, string> = { authorization: 'Key pat' }) => ask({ url: `${sandbox.addresses['clarifai']}/v2${path}`, headers, body });

it('names twenty concepts of each picture, best first, and bills by the picture', async () => {
  const reply = await post('/users/clarifai/apps/main/models/general-image-recognition/outputs', { inputs: [input, { data: { image: { base64: 'eA==' } } }] });
  const { status, outputs } = JSON.parse(reply.text) as { status: object; outputs: { status: object; data: { concepts: { name: string; value: number }[] } }[] };
  expect(status).toMatchObject({ code: 10_000, description: 'Ok' });
  expect(outputs).toHaveLength(2);
  const [first, second] = outputs.map(({ data }) => data.concepts);
  expect(first!.map(({ value }) => value)).toEqual(first!.map(({ value }) => value).sort((one, other) => other - one));
  expect(first).toHaveLength(20);
  expect(second).not.toEqual(first);
  expect((await readBill(sandbox)).entries.at(-1)).toMatchObject({ provider: 'clarifai', model: 'general-image-recognition', usage: { images: 2, total_tokens: 0 }, cost_picousd: '2400000000' });
});

describe('refusals', () => {
  const path = '/models/general-image-recognition/outputs';
  it.each([
    { name: 'no key', path, body: { inputs: [input] }, headers: {}, status: 401, code: 11_102 },
    { name: 'a bearer token', path, body: { inputs: [input] }, headers: { authorization: 'Bearer x' }, status: 401, code: 11_102 },
    { name: 'no inputs', path, body: { inputs: [] }, headers: undefined, status: 400, code: 11_102 },
    { name: 'no picture', path, body: { inputs: [{ data: {} }] }, headers: undefined, status: 400, code: 11_102 },
    { name: 'too many concepts', path, body: { inputs: [input], model: { output_info: { output_config: { max_concepts: 201 } } } }, headers: undefined, status: 400, code: 11_102 },
    { name: 'an unknown model', path: '/models/nothing/outputs', body: { inputs: [input] }, headers: undefined, status: 404, code: 21_200 },
    { name: 'an unknown path', path: '/nothing', body: {}, headers: undefined, status: 404, code: 11_101 },
  ])('$name', async ({ path: called, body, headers, status, code }) => {
    const reply = await post(called, body, headers as Record<string, string> | undefined);
    expect(reply.status).toBe(status);
    expect(JSON.parse(reply.text)).toMatchObject({ status: { code } });
  });
});

it('a version of a model is the model', async () => {
  const reply = await post('/models/nsfw-recognition/versions/abc/outputs', { inputs: [input] });
  expect(JSON.parse(reply.text).outputs[0].data.concepts).toHaveLength(2);
});
