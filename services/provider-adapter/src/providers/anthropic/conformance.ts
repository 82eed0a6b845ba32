// How Anthropic is tested: the sandbox's dialect of the same name, and the official SDK as the oracle.
import Anthropic from '@anthropic-ai/sdk';
import type { OracleAnswer, OracleQuestion, ProviderConformance } from '../../testing/conformance.js';

export const conformance: ProviderConformance = {
  models: { chat: 'claude-haiku-4-5' },
  filtered: 'refusal',
  quotaStatus: 402,
  oracle: ask,
};

async function ask({ prompt, model, cap, isStream, tool, baseUrl }: OracleQuestion): Promise<OracleAnswer> {
  const client = new Anthropic({ apiKey: 'sk-oracle', baseURL: baseUrl, maxRetries: 0 });
  const body = {
    model,
    max_tokens: cap,
    // Content as blocks, as we send it: the sandbox counts it alike, and so must both.
    messages: [{ role: 'user' as const, content: [{ type: 'text' as const, text: prompt }] }],
    ...(tool === undefined ? {} : { tools: [{ name: tool.name, description: tool.description, input_schema: tool.schema as { type: 'object' } }] }),
  };
  const message = isStream ? await client.messages.stream(body).finalMessage() : await client.messages.create(body);
  const text = message.content.map((block) => (block.type === 'text' ? block.text : '')).join('');
  const toolCalls = message.content.flatMap((block) => (block.type === 'tool_use' ? [{ name: block.name, arguments: block.input }] : []));
  return { text, toolCalls, input: message.usage.input_tokens, output: message.usage.output_tokens, finish: message.stop_reason! };
}
