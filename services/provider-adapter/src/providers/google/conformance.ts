// How Google is tested: the sandbox's dialect of the same name, and the official SDK as the oracle.
import type { Content, GenerateContentConfig, GenerateContentResponse, GoogleGenAI } from '@google/genai/web';
import type { OracleAnswer, OracleBatch, OracleQuestion, ProviderConformance, SdkCall } from '../../testing/conformance.js';

export const conformance: ProviderConformance = {
  models: { chat: 'gemini-2.5-flash', embedding: 'gemini-embedding-001', image: 'gemini-2.5-flash-image' },
  picturesMax: 1,
  filtered: 'content_filter',
  hasObjectArguments: true,
  hasUsageAtTheEnd: true,
  quotaStatus: 429,
  oracle: ask,
  sdk: askBySdk,
  hidesUnfinishedBatches: true,
  batchOracle: readBatch,
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
  const client = await clientOf(address);
  // The SDK has all but the contents in one config.
  const { contents, generationConfig, ...rest } = body as { contents: Content[]; generationConfig: GenerateContentConfig };
  const order = { model, contents, config: { ...generationConfig, ...rest } };
  return answerOf(isStream ? await client.models.generateContentStream(order) : [await client.models.generateContent(order)]);
}

async function readBatch({ id, baseUrl, apiKey }: OracleBatch): Promise<ReadonlyMap<string, OracleAnswer>> {
  const { dest } = await (await clientOf(baseUrl, apiKey)).batches.get({ name: id });
  const answers = new Map<string, OracleAnswer>();
  for (const { metadata, response } of dest?.inlinedResponses ?? []) if (response !== undefined) answers.set(metadata?.['key'] ?? '', await answerOf([response]));
  return answers;
}

async function clientOf(baseUrl: string, apiKey = 'sk-oracle'): Promise<GoogleGenAI> {
  // Loaded by the tests that ask it: every test of the adapter reads this file.
  const { GoogleGenAI: Client } = await import('@google/genai/web');
  // The version that we speak: the SDK's own default is v1.
  return new Client({ apiKey, apiVersion: 'v1beta', httpOptions: { baseUrl, retryOptions: { attempts: 1 } } });
}

async function answerOf(pieces: Iterable<GenerateContentResponse> | AsyncIterable<GenerateContentResponse>): Promise<OracleAnswer> {
  const told = { text: '', toolCalls: [] as { name: string; arguments: unknown }[], input: -1, output: -1, finish: '' };
  for await (const { candidates, promptFeedback, usageMetadata: usage } of pieces) {
    const { content, finishReason = promptFeedback?.blockReason } = candidates?.[0] ?? {};
    const parts = content?.parts ?? [];
    told.text += parts.map(({ text = '', thought }) => (thought === true ? '' : text)).join('');
    // Inside a batch the SDK gives plain objects, without its own list of the calls.
    for (const { functionCall } of parts) if (functionCall !== undefined) told.toolCalls.push({ name: functionCall.name ?? '', arguments: functionCall.args });
    if (finishReason !== undefined) Object.assign(told, { input: usage?.promptTokenCount, output: (usage?.candidatesTokenCount ?? 0) + (usage?.thoughtsTokenCount ?? 0), finish: finishReason });
  }
  return told;
}
