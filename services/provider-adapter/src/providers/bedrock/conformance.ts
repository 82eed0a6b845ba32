// How Bedrock is tested: the sandbox's dialect of the same name, which verifies every signature, and the official SDK as the oracle.
import type { BedrockRuntimeClient, ConverseCommandInput, TokenUsage } from '@aws-sdk/client-bedrock-runtime';
import type { OracleAnswer, OracleQuestion, ProviderConformance, SdkCall } from '../../testing/conformance.js';

const keys = { access_key_id: 'AKIATEST00000001', secret_access_key: 'sandbox' };

export const conformance: ProviderConformance = {
  models: { chat: 'amazon.nova-lite-v1:0', reasoning: 'anthropic.claude-haiku-4-5-20251001-v1:0' },
  credential: keys,
  options: { region: 'eu-central-1' },
  filtered: 'content_filter',
  hasUsageAtTheEnd: true,
  streamType: 'application/vnd.amazon.eventstream',
  thoughts: { areUncounted: true },
  oracle: ask,
  sdk: askBySdk,
};

function ask({ prompt, model, cap, isStream, tool, baseUrl }: OracleQuestion): Promise<OracleAnswer> {
  const body = {
    messages: [{ role: 'user', content: [{ text: prompt }] }],
    inferenceConfig: { maxTokens: cap },
    ...(tool === undefined ? {} : { toolConfig: { tools: [{ toolSpec: { name: tool.name, description: tool.description, inputSchema: { json: tool.schema } } }] } }),
  };
  return askBySdk({ model, body, isStream, address: baseUrl });
}

async function askBySdk({ model, body, isStream, address }: SdkCall): Promise<OracleAnswer> {
  // Loaded by the tests that ask it: every test of the adapter reads this file.
  const { BedrockRuntimeClient } = await import('@aws-sdk/client-bedrock-runtime');
  const { NodeHttpHandler } = await import('@smithy/node-http-handler');
  // The client would speak HTTP/2, which the sandbox does not.
  const client = new BedrockRuntimeClient({ requestHandler: new NodeHttpHandler(), endpoint: address, region: 'eu-central-1', maxAttempts: 1, credentials: { accessKeyId: keys.access_key_id, secretAccessKey: keys.secret_access_key } });
  // The SDK makes base64 of bytes by itself.
  const withBytes = JSON.parse(JSON.stringify(body), (field, value: unknown) => (field === 'bytes' ? Buffer.from(value as string, 'base64') : value)) as object;
  const input = { modelId: model, ...withBytes } as ConverseCommandInput;
  try {
    return isStream ? await readStream(client, input) : await readWhole(client, input);
  } finally {
    client.destroy();
  }
}

/** Cached and written tokens are beside the others. */
function inputOf({ inputTokens = 0, cacheReadInputTokens = 0, cacheWriteInputTokens = 0 }: TokenUsage): number {
  return inputTokens + cacheReadInputTokens + cacheWriteInputTokens;
}

async function readWhole(client: BedrockRuntimeClient, input: ConverseCommandInput): Promise<OracleAnswer> {
  const { ConverseCommand } = await import('@aws-sdk/client-bedrock-runtime');
  const { output, usage, stopReason } = await client.send(new ConverseCommand(input));
  const content = output?.message?.content ?? [];
  const toolCalls = content.flatMap(({ toolUse }) => (toolUse === undefined ? [] : [{ name: toolUse.name!, arguments: toolUse.input as unknown }]));
  return { text: content.map(({ text = '' }) => text).join(''), toolCalls, input: inputOf(usage!), output: usage!.outputTokens!, finish: stopReason! };
}

async function readStream(client: BedrockRuntimeClient, input: ConverseCommandInput): Promise<OracleAnswer> {
  const { ConverseStreamCommand } = await import('@aws-sdk/client-bedrock-runtime');
  const told = { text: '', input: -1, output: -1, finish: '' };
  const calls: { name: string; text: string }[] = [];
  for await (const event of (await client.send(new ConverseStreamCommand(input))).stream!) {
    told.text += event.contentBlockDelta?.delta?.text ?? '';
    const started = event.contentBlockStart?.start?.toolUse;
    if (started !== undefined) calls.push({ name: started.name!, text: '' });
    const piece = event.contentBlockDelta?.delta?.toolUse?.input;
    if (piece !== undefined) calls.at(-1)!.text += piece;
    told.finish = event.messageStop?.stopReason ?? told.finish;
    const usage = event.metadata?.usage;
    if (usage !== undefined) Object.assign(told, { input: inputOf(usage), output: usage.outputTokens });
  }
  return { ...told, toolCalls: calls.map(({ name, text }) => ({ name, arguments: JSON.parse(text) as unknown })) };
}
