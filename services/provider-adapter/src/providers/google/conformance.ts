// How Google is tested: the sandbox's dialect of the same name, and the official SDK as the oracle.
import type { Content, GenerateContentConfig } from '@google/genai';
import type { OracleAnswer, OracleQuestion, ProviderConformance, SdkCall } from '../../testing/conformance.js';

export const conformance: ProviderConformance = {
  models: { chat: 'gemini-2.5-flash', embedding: 'gemini-embedding-001', image: 'gemini-2.5-flash-image' },
  picturesMax: 1,
  filtered: 'content_filter',
  hasObjectArguments: true,
  hasUsageAtTheEnd: true,
  quotaStatus: 429,
  oracle: ask,
  sdk: askBySdk,
};

async function ask({ prompt, model, cap, isStream, tool, baseUrl }: OracleQuestion): Promise<OracleAnswer> {
  const body = {
    contents: [{ role: 'user', parts: [{ text: prompt }] }],
    generationConfig: { maxOutputTokens: cap },
    ...(tool === undefined ? {} : { tools: [{ functionDeclarations: [{ name: tool.name, description: tool.description, parametersJsonSchema: tool.schema }] }] }),
  };
  return askBySdk({ model, body, isStream, address: baseUrl });
}

async function askBySdk({ model, body, isStream, address }: SdkCall): Promise<OracleAnswer> {
  // Loaded by the tests that ask it: every test of the adapter reads this file.
  const { GoogleGenAI } = await import('@google/genai/web');
  // The version that we speak: the SDK's own default is v1.
  const client = new GoogleGenAI({ apiKey: 'sk-oracle', apiVersion: 'v1beta', httpOptions: { baseUrl: address, retryOptions: { attempts: 1 } } });
  // The SDK has all but the contents in one config.
  const { contents, generationConfig, ...rest } = body as { contents: Content[]; generationConfig: GenerateContentConfig };
  const order = { model, contents, config: { ...generationConfig, ...rest } };
  const told = { text: '', toolCalls: [] as { name: string; arguments: unknown }[], input: -1, output: -1, finish: '' };
  const pieces = isStream ? await client.models.generateContentStream(order) : [await client.models.generateContent(order)];
  for await (const { candidates, promptFeedback, usageMetadata: usage, functionCalls } of pieces) {
    const { content, finishReason = promptFeedback?.blockReason } = candidates?.[0] ?? {};
    told.text += (content?.parts ?? []).map(({ text = '', thought }) => (thought === true ? '' : text)).join('');
    for (const { name = '', args } of functionCalls ?? []) told.toolCalls.push({ name, arguments: args });
    if (finishReason !== undefined) Object.assign(told, { input: usage?.promptTokenCount, output: (usage?.candidatesTokenCount ?? 0) + (usage?.thoughtsTokenCount ?? 0), finish: finishReason });
  }
  return told;
}
