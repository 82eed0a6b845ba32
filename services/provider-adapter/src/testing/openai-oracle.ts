// The official openai SDK as the oracle of everybody who speaks its dialect.
import OpenAI from 'openai';
import type { OracleAnswer, OracleQuestion } from './conformance.js';

export async function openAiOracle({ prompt, model, cap, isStream, tool, baseUrl }: OracleQuestion, { asksForUsage = true, client = new OpenAI({ apiKey: 'sk-oracle', baseURL: baseUrl, maxRetries: 0 }) }: { asksForUsage?: boolean; client?: OpenAI } = {}): Promise<OracleAnswer> {
  const body = {
    model,
    messages: [{ role: 'user' as const, content: prompt }],
    max_tokens: cap,
    ...(tool === undefined ? {} : { tools: [{ type: 'function' as const, function: { name: tool.name, description: tool.description, parameters: tool.schema as Record<string, unknown> } }] }),
  };
  const completion = isStream ? await client.chat.completions.stream({ ...body, ...(asksForUsage ? { stream_options: { include_usage: true } } : {}) }).finalChatCompletion() : await client.chat.completions.create(body);
  const choice = completion.choices[0]!;
  const toolCalls = (choice.message.tool_calls ?? []).flatMap((call) => (call.type === 'function' ? [{ name: call.function.name, arguments: JSON.parse(call.function.arguments) as unknown }] : []));
  return { text: choice.message.content ?? '', toolCalls, input: completion.usage!.prompt_tokens, output: completion.usage!.completion_tokens, finish: choice.finish_reason };
}
