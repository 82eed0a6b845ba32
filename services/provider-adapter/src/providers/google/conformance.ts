// How Google is tested: the sandbox's dialect of the same name, and the official SDK as the oracle.
import type { OracleAnswer, OracleQuestion, ProviderConformance } from '../../testing/conformance.js';

export const conformance: ProviderConformance = {
  models: { chat: 'gemini-2.5-flash', embedding: 'gemini-embedding-001', image: 'gemini-2.5-flash-image' },
  picturesMax: 1,
  filtered: 'content_filter',
  hasObjectArguments: true,
  hasUsageAtTheEnd: true,
  quotaStatus: 429,
  oracle: ask,
};

async function ask({ prompt, model, cap, isStream, tool, baseUrl }: OracleQuestion): Promise<OracleAnswer> {
  // Loaded by the one test that asks it: every test of the adapter reads this file.
  const { GoogleGenAI } = await import('@google/genai/web');
  const client = new GoogleGenAI({ apiKey: 'sk-oracle', httpOptions: { baseUrl, retryOptions: { attempts: 1 } } });
  const order = {
    model,
    contents: [{ role: 'user', parts: [{ text: prompt }] }],
    config: { maxOutputTokens: cap, ...(tool === undefined ? {} : { tools: [{ functionDeclarations: [{ name: tool.name, description: tool.description, parametersJsonSchema: tool.schema }] }] }) },
  };
  const told = { text: '', toolCalls: [] as { name: string; arguments: unknown }[], input: -1, output: -1, finish: '' };
  const pieces = isStream ? await client.models.generateContentStream(order) : [await client.models.generateContent(order)];
  for await (const piece of pieces) {
    const { content, finishReason } = piece.candidates?.[0] ?? {};
    told.text += (content?.parts ?? []).map(({ text = '' }) => text).join('');
    for (const { name = '', args } of piece.functionCalls ?? []) told.toolCalls.push({ name, arguments: args });
    const usage = piece.usageMetadata;
    if (finishReason !== undefined) Object.assign(told, { input: usage?.promptTokenCount, output: (usage?.candidatesTokenCount ?? 0) + (usage?.thoughtsTokenCount ?? 0), finish: finishReason });
  }
  return told;
}
