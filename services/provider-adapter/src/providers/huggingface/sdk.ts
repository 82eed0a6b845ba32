// Hugging Face's own SDK for the tests: it makes its paths and bodies itself, and only the origin of its calls is another.
import type { InferenceClient } from '@huggingface/inference';
import type { LookQuestion, OracleAnswer, OracleQuestion, OracleResult, SdkCall } from '../../testing/conformance.js';
import type { Label } from '../../adapter/answer-step.js';

type ChatInput = Parameters<InferenceClient['chatCompletion']>[0];
type ChatPieces = ReturnType<InferenceClient['chatCompletionStream']>;

const router = 'https://router.huggingface.co';
const hub = 'https://huggingface.co/api/models/';

/** The hub is asked first who serves a model for a task; here it is always hf-inference. */
function mappingOf(url: string, task: string): Response {
  const model = new URL(url).pathname.slice('/api/models/'.length);
  return Response.json({ inferenceProviderMapping: { 'hf-inference': { providerId: model, status: 'live', task } } });
}

async function clientOf(address: string, task = ''): Promise<InferenceClient> {
  // Loaded by the tests that ask it: every test of the adapter reads this folder.
  const { InferenceClient } = await import('@huggingface/inference');
  const fetchAt: typeof fetch = (input, init) => {
    const url = String(input);
    if (url.startsWith(hub)) return Promise.resolve(mappingOf(url, task));
    // A test calls nobody else.
    if (!url.startsWith(`${router}/`)) return Promise.reject(new Error(`${url} is not the router.`));
    return fetch(`${address}${url.slice(router.length)}`, init);
  };
  return new InferenceClient('hf_oracle', { fetch: fetchAt, retry_on_error: false });
}

export function askHuggingFace({ prompt, model, cap, isStream, tool, baseUrl }: OracleQuestion): Promise<OracleAnswer> {
  const body = {
    model,
    messages: [{ role: 'user', content: prompt }],
    max_tokens: cap,
    ...(isStream ? { stream_options: { include_usage: true } } : {}),
    ...(tool === undefined ? {} : { tools: [{ type: 'function', function: { name: tool.name, description: tool.description, parameters: tool.schema } }] }),
  };
  return converse({ model, body, isStream, address: baseUrl });
}

export function callHuggingFace(call: SdkCall): Promise<OracleAnswer | OracleResult> {
  return call.task === undefined ? converse(call) : perform(call, call.task.kind);
}

async function converse({ body, isStream, address }: SdkCall): Promise<OracleAnswer> {
  const client = await clientOf(address);
  const request = body as ChatInput;
  if (isStream) return gather(client.chatCompletionStream(request));
  const { choices, usage } = await client.chatCompletion(request);
  const { message, finish_reason: finish } = choices[0]!;
  const toolCalls = (message.tool_calls ?? []).map((call) => ({ name: call.function.name, arguments: JSON.parse(call.function.arguments) as unknown }));
  return { text: message.content ?? '', toolCalls, input: usage.prompt_tokens, output: usage.completion_tokens, finish };
}

async function gather(pieces: ChatPieces): Promise<OracleAnswer> {
  const told = { text: '', input: -1, output: -1, finish: '' };
  const calls: { name: string; text: string }[] = [];
  for await (const { choices, usage } of pieces) {
    const choice = choices[0];
    told.text += choice?.delta.content ?? '';
    for (const { index, function: called } of choice?.delta.tool_calls ?? []) {
      const call = (calls[index] ??= { name: '', text: '' });
      call.name += called.name ?? '';
      call.text += called.arguments;
    }
    told.finish = choice?.finish_reason ?? told.finish;
    // Where a server tells no counts it says null.
    if (usage) Object.assign(told, { input: usage.prompt_tokens, output: usage.completion_tokens });
  }
  return { ...told, toolCalls: calls.map(({ name, text }) => ({ name, arguments: JSON.parse(text) as unknown })) };
}

async function perform({ model, body, address }: SdkCall, kind: NonNullable<SdkCall['task']>['kind']): Promise<OracleResult> {
  const { inputs, parameters } = body as { inputs: string | string[]; parameters?: Record<string, number> };
  switch (kind) {
    case 'embeddings': {
      const vectors = await (await clientOf(address, 'feature-extraction')).featureExtraction({ model, inputs, truncate: false, provider: 'hf-inference' });
      return { vectors: vectors as number[][] };
    }
    case 'image_generation': {
      const picture = await (await clientOf(address, 'text-to-image')).textToImage({ model, inputs: String(inputs), parameters, provider: 'hf-inference' }, { outputType: 'blob' });
      return { pictures: [{ mediaType: picture.type, base64: Buffer.from(await picture.arrayBuffer()).toString('base64') }] };
    }
    case 'image_analysis':
      return { labels: [await classify(address, { model, inputs: String(inputs), parameters })] };
  }
}

/** As JSON, which has room for parameters: of a picture alone the SDK sends the bare bytes. */
async function classify(address: string, { model, inputs, parameters }: { model: string; inputs: string; parameters: Record<string, number> | undefined }): Promise<Label[]> {
  const client = await clientOf(address, 'image-classification');
  const asJson = { model, inputs, parameters, provider: 'hf-inference', data: undefined } as unknown as Parameters<InferenceClient['imageClassification']>[0];
  return (await client.imageClassification(asJson)).map(({ label, score }) => ({ name: label, score }));
}

export async function lookByHuggingFace({ model, picture, maxLabels, baseUrl }: LookQuestion): Promise<readonly Label[]> {
  return classify(baseUrl, { model, inputs: picture.toString('base64'), parameters: { top_k: maxLabels } });
}
