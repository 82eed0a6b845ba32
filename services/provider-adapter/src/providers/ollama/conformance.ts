// How Ollama is tested: the sandbox's dialect of the same name, and the official SDK as the oracle.
import type { ChatRequest } from 'ollama';
import { Ollama } from 'ollama/browser';
import type { OracleAnswer, OracleQuestion, ProviderConformance, SdkCall } from '../../testing/conformance.js';

export const conformance: ProviderConformance = {
  models: { chat: 'llama3.2', embedding: 'nomic-embed-text', reasoning: 'qwen3' },
  streamType: 'application/x-ndjson',
  thoughts: { areUncounted: true },
  hasObjectArguments: true,
  hasUsageAtTheEnd: true,
  oracle: ask,
  sdk: askBySdk,
};

function ask({ prompt, model, cap, isStream, tool, baseUrl }: OracleQuestion): Promise<OracleAnswer> {
  const body = {
    model,
    messages: [{ role: 'user', content: prompt }],
    options: { num_predict: cap, num_ctx: 128_000 },
    ...(tool === undefined ? {} : { tools: [{ type: 'function', function: { name: tool.name, description: tool.description, parameters: tool.schema } }] }),
  };
  return askBySdk({ model, body, isStream, address: baseUrl });
}

async function askBySdk({ body, isStream, address }: SdkCall): Promise<OracleAnswer> {
  const client = new Ollama({ host: address });
  const request = body as ChatRequest;
  const told = { text: '', toolCalls: [] as { name: string; arguments: unknown }[], input: -1, output: -1, finish: '' };
  const pieces = isStream ? await client.chat({ ...request, stream: true }) : [await client.chat({ ...request, stream: false })];
  for await (const piece of pieces) {
    told.text += piece.message.content;
    for (const call of piece.message.tool_calls ?? []) told.toolCalls.push({ name: call.function.name, arguments: call.function.arguments });
    if (piece.done) Object.assign(told, { input: piece.prompt_eval_count, output: piece.eval_count, finish: piece.done_reason });
  }
  return told;
}
