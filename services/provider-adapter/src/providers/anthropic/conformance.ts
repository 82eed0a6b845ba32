// How Anthropic is tested: the sandbox's dialect of the same name, and the official SDK as the oracle.
import Anthropic from '@anthropic-ai/sdk';
import type { Message, MessageCreateParamsNonStreaming } from '@anthropic-ai/sdk/resources/messages';
import type { OracleAnswer, OracleBatch, OracleQuestion, ProviderConformance, SdkCall } from '../../testing/conformance.js';

export const conformance: ProviderConformance = {
  models: { chat: 'claude-haiku-4-5' },
  filtered: 'refusal',
  quotaStatus: 402,
  oracle: ask,
  sdk: askBySdk,
  hasNamelessBatches: true,
  batchOracle: readBatch,
};

async function ask({ prompt, model, cap, isStream, tool, baseUrl }: OracleQuestion): Promise<OracleAnswer> {
  const body = {
    model,
    max_tokens: cap,
    // Content as blocks, as we send it: the sandbox counts it alike, and so must both.
    messages: [{ role: 'user' as const, content: [{ type: 'text' as const, text: prompt }] }],
    ...(tool === undefined ? {} : { tools: [{ name: tool.name, description: tool.description, input_schema: tool.schema as { type: 'object' } }] }),
  };
  return askBySdk({ model, body, isStream, address: baseUrl });
}

async function askBySdk({ body, isStream, address }: SdkCall): Promise<OracleAnswer> {
  const client = new Anthropic({ apiKey: 'sk-oracle', baseURL: address, maxRetries: 0 });
  const params = body as MessageCreateParamsNonStreaming;
  return answerOf(isStream ? await client.messages.stream({ ...params, stream: true }).finalMessage() : await client.messages.create(params));
}

async function readBatch({ id, baseUrl, apiKey }: OracleBatch): Promise<ReadonlyMap<string, OracleAnswer>> {
  const client = new Anthropic({ apiKey, baseURL: baseUrl, maxRetries: 0 });
  const answers = new Map<string, OracleAnswer>();
  for await (const { custom_id: attemptId, result } of await client.messages.batches.results(id)) if (result.type === 'succeeded') answers.set(attemptId, answerOf(result.message));
  return answers;
}

function answerOf({ content, usage, stop_reason: finish }: Message): OracleAnswer {
  const text = content.map((block) => (block.type === 'text' ? block.text : '')).join('');
  const toolCalls = content.flatMap((block) => (block.type === 'tool_use' ? [{ name: block.name, arguments: block.input }] : []));
  const input = usage.input_tokens + (usage.cache_read_input_tokens ?? 0) + (usage.cache_creation_input_tokens ?? 0);
  return { text, toolCalls, input, output: usage.output_tokens, finish: finish! };
}
