// The official openai SDK as the oracle of everybody who speaks its dialect.
import OpenAI from 'openai';
import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';
import type { OracleAnswer, OracleQuestion, SdkCall } from './conformance.js';

export async function openAiOracle({ prompt, model, cap, isStream, tool, baseUrl }: OracleQuestion): Promise<OracleAnswer> {
  const body = {
    model,
    messages: [{ role: 'user' as const, content: prompt }],
    max_tokens: cap,
    ...(tool === undefined ? {} : { tools: [{ type: 'function' as const, function: { name: tool.name, description: tool.description, parameters: tool.schema as Record<string, unknown> } }] }),
  };
  return askBySdk(body, { baseUrl, isStream });
}

export function openAiSdk({ body, isStream, address }: SdkCall): Promise<OracleAnswer> {
  return askBySdk(body as ChatCompletionCreateParamsNonStreaming, { baseUrl: `${address}/v1`, isStream });
}

async function askBySdk(body: ChatCompletionCreateParamsNonStreaming, { baseUrl, isStream }: { baseUrl: string; isStream: boolean }): Promise<OracleAnswer> {
  const client = new OpenAI({ apiKey: 'sk-oracle', baseURL: baseUrl, maxRetries: 0 });
  const completion = isStream ? await client.chat.completions.stream({ ...body, stream: true, stream_options: { include_usage: true } }).finalChatCompletion() : await client.chat.completions.create(body);
  const { message, finish_reason: finish } = completion.choices[0]!;
  const toolCalls = (message.tool_calls ?? []).flatMap((call) => (call.type === 'function' ? [{ name: call.function.name, arguments: JSON.parse(call.function.arguments) as unknown }] : []));
  return { text: (message.content ?? '') + (message.refusal ?? ''), toolCalls, input: completion.usage!.prompt_tokens, output: completion.usage!.completion_tokens, finish };
}
