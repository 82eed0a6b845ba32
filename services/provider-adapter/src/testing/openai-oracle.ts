// The official openai SDK as the oracle of everybody who speaks its dialect.
import OpenAI from 'openai';
import type { ChatCompletion, ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';
import type { OracleAnswer, OracleBatch, OracleQuestion, SdkCall } from './conformance.js';

interface OracleOptions {
  /** Some vendors refuse stream_options, and tell usage all the same. */
  readonly asksForUsage?: boolean;
  readonly client?: OpenAI;
}

export function openAiOracle({ prompt, model, cap, isStream, tool, baseUrl }: OracleQuestion, { asksForUsage = true, client = clientOf(baseUrl) }: OracleOptions = {}): Promise<OracleAnswer> {
  const body = {
    model,
    messages: [{ role: 'user' as const, content: prompt }],
    max_tokens: cap,
    ...(tool === undefined ? {} : { tools: [{ type: 'function' as const, function: { name: tool.name, description: tool.description, parameters: tool.schema as Record<string, unknown> } }] }),
  };
  return askBySdk(body, { client, isStream, asksForUsage });
}

export function openAiSdk({ body, isStream, address }: SdkCall): Promise<OracleAnswer> {
  return askBySdk(body as ChatCompletionCreateParamsNonStreaming, { client: clientOf(`${address}/v1`), isStream, asksForUsage: true });
}

async function askBySdk(body: ChatCompletionCreateParamsNonStreaming, { client, isStream, asksForUsage }: { client: OpenAI; isStream: boolean; asksForUsage: boolean }): Promise<OracleAnswer> {
  const completion = isStream
    ? await client.chat.completions.stream({ ...body, stream: true, ...(asksForUsage ? { stream_options: { include_usage: true } } : {}) }).finalChatCompletion()
    : await client.chat.completions.create(body);
  return answerOf(completion);
}

/** Answers of the output file; the SDK leaves its lines to the caller. */
export async function openAiBatchOracle({ id, baseUrl, apiKey }: OracleBatch): Promise<ReadonlyMap<string, OracleAnswer>> {
  const client = new OpenAI({ apiKey, baseURL: baseUrl, maxRetries: 0 });
  const { output_file_id: file } = await client.batches.retrieve(id);
  const lines = (await (await client.files.content(file!)).text()).trim().split('\n');
  return new Map(lines.map((line) => JSON.parse(line) as { custom_id: string; response: { body: ChatCompletion } }).map(({ custom_id: attemptId, response }) => [attemptId, answerOf(response.body)]));
}

function answerOf(completion: ChatCompletion): OracleAnswer {
  const { message, finish_reason: finish } = completion.choices[0]!;
  const toolCalls = (message.tool_calls ?? []).flatMap((call) => (call.type === 'function' ? [{ name: call.function.name, arguments: JSON.parse(call.function.arguments) as unknown }] : []));
  return { text: (message.content ?? '') + (message.refusal ?? ''), toolCalls, input: completion.usage!.prompt_tokens, output: completion.usage!.completion_tokens, finish };
}

function clientOf(baseURL: string): OpenAI {
  return new OpenAI({ apiKey: 'sk-oracle', baseURL, maxRetries: 0 });
}
