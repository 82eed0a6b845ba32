// OpenRouter's own SDK for the tests. It validates everything that comes by schemas made from the vendor's own description.
import type { OracleAnswer, OracleQuestion, SdkCall } from '../../testing/conformance.js';

export function askOpenRouter({ prompt, model, cap, isStream, tool, baseUrl }: OracleQuestion): Promise<OracleAnswer> {
  const body = {
    model,
    messages: [{ role: 'user', content: prompt }],
    max_tokens: cap,
    ...(isStream ? { stream: true, stream_options: { include_usage: true } } : {}),
    ...(tool === undefined ? {} : { tools: [{ type: 'function', function: { name: tool.name, description: tool.description, parameters: tool.schema } }] }),
  };
  return converse(body, baseUrl);
}

export function callOpenRouter({ body, address }: SdkCall): Promise<OracleAnswer> {
  return converse(body, `${address}/api/v1`);
}

async function converse(body: object, serverURL: string): Promise<OracleAnswer> {
  // Loaded by the tests that ask it: every test of the adapter reads this folder.
  const { OpenRouter } = await import('@openrouter/sdk');
  const client = new OpenRouter({ apiKey: 'sk-or-v1-oracle', serverURL, retryConfig: { strategy: 'none' } });
  type ChatRequest = Parameters<typeof client.chat.send>[0]['chatRequest'];
  const answer = await client.chat.send({ chatRequest: toSdkNames(body) as ChatRequest });
  if (!('choices' in answer)) return gather(answer);
  const { message, finishReason } = answer.choices[0]!;
  const toolCalls = (message.toolCalls ?? []).map((call) => ({ name: call.function.name, arguments: JSON.parse(call.function.arguments) as unknown }));
  return { text: typeof message.content === 'string' ? message.content : '', toolCalls, input: answer.usage!.promptTokens, output: answer.usage!.completionTokens, finish: String(finishReason) };
}

interface Piece {
  readonly choices: readonly {
    readonly delta: { readonly content?: string | null | undefined; readonly toolCalls?: readonly { readonly index: number; readonly function?: { readonly name?: string | undefined; readonly arguments?: string | undefined } | undefined }[] | undefined };
    readonly finishReason: string | null;
  }[];
  readonly usage?: { readonly promptTokens: number; readonly completionTokens: number } | undefined;
  readonly error?: { readonly message: string } | undefined;
}

async function gather(pieces: AsyncIterable<Piece>): Promise<OracleAnswer> {
  const told = { text: '', input: -1, output: -1, finish: '' };
  const calls: { name: string; text: string }[] = [];
  for await (const { choices, usage, error } of pieces) {
    // An error inside a stream is data to this SDK, and its users look for it there.
    if (error !== undefined) throw new Error(error.message);
    const choice = choices[0];
    told.text += choice?.delta.content ?? '';
    for (const { index, function: called } of choice?.delta.toolCalls ?? []) {
      const call = (calls[index] ??= { name: '', text: '' });
      call.name += called?.name ?? '';
      call.text += called?.arguments ?? '';
    }
    told.finish = choice?.finishReason ?? told.finish;
    if (usage !== undefined) Object.assign(told, { input: usage.promptTokens, output: usage.completionTokens });
  }
  return { ...told, toolCalls: calls.map(({ name, text }) => ({ name, arguments: JSON.parse(text) as unknown })) };
}

/** Schemas are the caller's own words. */
const verbatim: readonly string[] = ['parameters', 'schema'];

/** The SDK has names of its own for fields, and puts the wire's back. */
function toSdkNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toSdkNames);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()), verbatim.includes(name) ? part : toSdkNames(part)]));
}
