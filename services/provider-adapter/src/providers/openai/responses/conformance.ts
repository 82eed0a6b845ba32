// How the responses API is tested: by a row that asks for it, and the official SDK as the oracle.
import OpenAI from 'openai';
import type { Response, ResponseCreateParamsNonStreaming } from 'openai/resources/responses/responses';
import type { OracleAnswer, OracleQuestion, SdkCall, VariantConformance } from '../../../testing/conformance.js';

export const responsesConformance: VariantConformance = {
  type: 'openai',
  models: { chat: 'gpt-4.1-mini', reasoning: 'gpt-5-mini' },
  options: { api: 'responses' },
  without: {
    'https://platform.openai.com/docs/api-reference/responses/create': ['stop', 'audio_input'],
    'https://platform.openai.com/docs/api-reference/embeddings/create': ['embeddings'],
    'https://platform.openai.com/docs/api-reference/images/create': ['image_generation'],
  },
  filtered: 'content_filter',
  quotaStatus: 429,
  // A summary is told to who asks for one, which not every account may.
  thoughts: { areHidden: true, areUnasked: true },
  hasUsageAtTheEnd: true,
  oracle: ask,
  sdk: askBySdk,
};

async function ask({ prompt, model, cap, isStream, tool, baseUrl }: OracleQuestion): Promise<OracleAnswer> {
  const body: ResponseCreateParamsNonStreaming = {
    model,
    input: [{ role: 'user', content: [{ type: 'input_text', text: prompt }] }],
    max_output_tokens: cap,
    store: false,
    ...(tool === undefined ? {} : { tools: [{ type: 'function', name: tool.name, description: tool.description, parameters: tool.schema as Record<string, unknown>, strict: false }] }),
  };
  return answerOf(clientOf(baseUrl), body, isStream);
}

async function askBySdk({ body, isStream, address }: SdkCall): Promise<OracleAnswer> {
  return answerOf(clientOf(`${address}/v1`), body as ResponseCreateParamsNonStreaming, isStream);
}

async function answerOf(client: OpenAI, body: ResponseCreateParamsNonStreaming, isStream: boolean): Promise<OracleAnswer> {
  const response: Response = isStream ? await client.responses.stream({ ...body, stream: true }).finalResponse() : await client.responses.create(body);
  const { output, usage, status, incomplete_details: incomplete } = response;
  const text = output.flatMap((item) => (item.type === 'message' ? item.content.map((part) => (part.type === 'refusal' ? part.refusal : part.text)) : [])).join('');
  const toolCalls = output.flatMap((item) => (item.type === 'function_call' ? [{ name: item.name, arguments: JSON.parse(item.arguments) as unknown }] : []));
  return { text, toolCalls, input: usage!.input_tokens, output: usage!.output_tokens, finish: incomplete?.reason ?? status! };
}

function clientOf(baseURL: string): OpenAI {
  return new OpenAI({ apiKey: 'sk-oracle', baseURL, maxRetries: 0 });
}
