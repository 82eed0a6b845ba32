// How Ollama is tested: the sandbox's dialect of the same name, and the official SDK as the oracle.
import { Ollama } from 'ollama/browser';
import type { OracleAnswer, OracleQuestion, ProviderConformance } from '../../testing/conformance.js';

export const conformance: ProviderConformance = {
  models: { chat: 'llama3.2', embedding: 'nomic-embed-text' },
  hasObjectArguments: true,
  hasUsageAtTheEnd: true,
  oracle: ask,
};

async function ask({ prompt, model, cap, isStream, tool, baseUrl }: OracleQuestion): Promise<OracleAnswer> {
  const client = new Ollama({ host: baseUrl });
  const body = {
    model,
    messages: [{ role: 'user', content: prompt }],
    options: { num_predict: cap, num_ctx: 128_000 },
    ...(tool === undefined ? {} : { tools: [{ type: 'function', function: { name: tool.name, description: tool.description, parameters: tool.schema } }] }),
  };
  const told = { text: '', toolCalls: [] as { name: string; arguments: unknown }[], input: -1, output: -1, finish: '' };
  const pieces = isStream ? await client.chat({ ...body, stream: true }) : [await client.chat({ ...body, stream: false })];
  for await (const piece of pieces) {
    told.text += piece.message.content;
    for (const call of piece.message.tool_calls ?? []) told.toolCalls.push({ name: call.function.name, arguments: call.function.arguments });
    if (piece.done) Object.assign(told, { input: piece.prompt_eval_count, output: piece.eval_count, finish: piece.done_reason });
  }
  return told;
}
