// The official client is the judge here: what it reads from our wire is what we meant, and what it signs is what we verify.

import { BedrockRuntimeClient, ConverseCommand, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NodeHttpHandler } from '@smithy/node-http-handler';

import type { Sandbox } from '../../start-sandbox.js';
import { ask, directive, readBill, startTestSandbox } from '../../testing/harness.js';

let sandbox: Sandbox;
let client: BedrockRuntimeClient;
beforeAll(async () => {
  sandbox = await startTestSandbox();
  client = clientOf('sandbox');
});
afterAll(async () => {
  client.destroy();
  await sandbox.close();
});

function clientOf(secretAccessKey: string): BedrockRuntimeClient {
  return new BedrockRuntimeClient({ endpoint: sandbox.addresses['bedrock']!, region: 'us-east-1', maxAttempts: 1, requestHandler: new NodeHttpHandler(), credentials: { accessKeyId: 'AKIATEST', secretAccessKey } });
}

const modelId = 'anthropic.claude-haiku-4-5-20251001-v1:0';
const says = (text: string) => [{ role: 'user' as const, content: [{ text }] }];

describe('Converse', () => {
  it('answers plainly at the list price, caches by their lifetime', async () => {
    const usage = { input_tokens: 1_000, cached_input_tokens: 300, cache_write_5m_tokens: 200, cache_write_1h_tokens: 100, output_tokens: 50 };
    const answer = await client.send(new ConverseCommand({ modelId: `eu.${modelId}`, messages: says(directive({ text: 'hello', usage })) }));
    expect(answer.output!.message!.content).toEqual([{ text: 'hello' }]);
    expect(answer.usage).toMatchObject({ inputTokens: 400, cacheReadInputTokens: 300, cacheWriteInputTokens: 300, outputTokens: 50, totalTokens: 1_050, cacheDetails: [{ ttl: '5m', inputTokens: 200 }, { ttl: '1h', inputTokens: 100 }] });
    expect((await readBill(sandbox)).entries.at(-1)).toMatchObject({ provider: 'bedrock', model: modelId, cost_picousd: String(400 * 1_000_000 + 300 * 100_000 + 200 * 1_250_000 + 100 * 2_000_000 + 50 * 5_000_000) });
  });

  it.each([{ segmentBytes: undefined }, { segmentBytes: 3 }])('streams events that the client takes for sound (pieces of $segmentBytes)', async ({ segmentBytes }) => {
    const text = 'naïve 信号 🚂 '.repeat(20);
    const told: string[] = [];
    let joined = '';
    for await (const event of (await client.send(new ConverseStreamCommand({ modelId, messages: says(directive({ text, ...(segmentBytes === undefined ? {} : { segment_bytes: segmentBytes }) })) }))).stream!) {
      told.push(Object.keys(event)[0]!);
      joined += event.contentBlockDelta?.delta?.text ?? '';
    }
    expect(joined).toBe(text);
    expect([told[0], ...told.slice(-3)]).toEqual(['messageStart', 'contentBlockStop', 'messageStop', 'metadata']);
  });

  it('ends a stream in the middle with an exception that the client throws', async () => {
    const reading = (async () => {
      for await (const event of (await client.send(new ConverseStreamCommand({ modelId, messages: says(directive({ output_tokens: 40, chunk_count: 8, error_after_chunks: 4 })) }))).stream!) void event;
    })();
    await expect(reading).rejects.toMatchObject({ name: 'InternalServerException' });
  });

  it.each([
    { name: 'a wrong secret', secret: 'another', input: { modelId, messages: says('x') }, error: 'InvalidSignatureException' },
    { name: 'an unknown model', secret: 'sandbox', input: { modelId: 'nobody.nothing', messages: says('x') }, error: 'ValidationException' },
    { name: 'turns that do not alternate', secret: 'sandbox', input: { modelId, messages: [...says('x'), ...says('y')] }, error: 'ValidationException' },
    { name: 'an empty turn', secret: 'sandbox', input: { modelId, messages: [{ role: 'user' as const, content: [] }] }, error: 'ValidationException' },
    { name: 'a rate limit', secret: 'sandbox', input: { modelId, messages: says(directive({ status: 429 })) }, error: 'ThrottlingException' },
  ])('$name is the SDK\'s $error', async ({ secret, input, error }) => {
    const caller = clientOf(secret);
    await expect(caller.send(new ConverseCommand(input))).rejects.toMatchObject({ name: error });
    caller.destroy();
  });

  it('a bearer token is no signature, and passes', async () => {
    const url = `${sandbox.addresses['bedrock']}/model/${encodeURIComponent(modelId)}/converse`;
    expect((await ask({ url, headers: { authorization: 'Bearer key' }, body: { messages: says('x') } })).status).toBe(200);
    expect((await ask({ url, body: { messages: says('x') } })).status).toBe(403);
  });
});
