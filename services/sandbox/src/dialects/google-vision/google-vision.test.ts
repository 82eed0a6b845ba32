// Goal: the wire is Cloud Vision's, and a look is billed by the picture and by what is asked of it.

import { afterAll, beforeAll, expect, it } from '@jest/globals';

import type { Sandbox } from '../../start-sandbox.js';
import { ask, readBill, startTestSandbox } from '../../testing/harness.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());

const image = { source: { imageUri: 'https://example.com/a.png' } };
const post = (body: unknown, headers: Record<string, string> = { 'x-goog-api-key': 'k' }) => ask({ url: `${sandbox.addresses['google-vision']}/v1/images:annotate`, headers, body });

it('names what it sees, and bills by the picture', async () => {
  const features = [{ type: 'OBJECT_LOCALIZATION', maxResults: 2 }];
  const { responses } = JSON.parse((await post({ requests: [{ image, features }, { image: { content: 'eA==' }, features }] })).text) as { responses: { localizedObjectAnnotations: unknown[] }[] };
  expect(responses.map((response) => response.localizedObjectAnnotations)).toMatchObject([[{ name: expect.any(String), score: expect.any(Number) }, {}], [{}, {}]]);
  expect((await readBill(sandbox)).entries.at(-1)).toMatchObject({ model: 'object-localization', usage: { images: 2 }, cost_picousd: '4500000000' });
});

it.each([
  { name: 'no key', body: { requests: [] }, headers: {}, status: 403 },
  { name: 'no requests', body: { requests: [] }, headers: undefined, status: 400 },
  { name: 'no picture', body: { requests: [{ image: {}, features: [{ type: 'LABEL_DETECTION' }] }] }, headers: undefined, status: 400 },
  { name: 'an unknown feature', body: { requests: [{ image, features: [{ type: 'MIND_READING' }] }] }, headers: undefined, status: 400 },
  { name: 'too many pictures', body: { requests: Array.from({ length: 17 }, () => ({ image, features: [{ type: 'LABEL_DETECTION' }] })) }, headers: undefined, status: 400 },
])('refuses $name in Google\'s words', async ({ body, headers, status }) => {
  const reply = await post(body, headers as Record<string, string> | undefined);
  expect(reply.status).toBe(status);
  expect(JSON.parse(reply.text)).toMatchObject({ error: { code: status, status: expect.any(String) } });
});
