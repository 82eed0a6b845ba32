// The official openai SDK as a reader of responses.
import OpenAI from 'openai';
import type { Response, ResponseCreateParamsNonStreaming } from 'openai/resources/responses/responses';
import type { OracleAnswer, SdkCall } from '../testing/conformance.js';

/** Throws for a response that failed, as the SDK does for an answer that did. */
export async function openAiResponsesSdk({ body, isStream, address }: SdkCall): Promise<OracleAnswer> {
  const client = new OpenAI({ apiKey: 'sk-oracle', baseURL: `${address}/v1`, maxRetries: 0 });
  const asked = body as ResponseCreateParamsNonStreaming;
  const response = isStream ? await client.responses.stream({ ...asked, stream: true }).finalResponse() : await client.responses.create(asked);
  if (response.status === 'failed') throw new Error(response.error?.message);
  return answerOf(response);
}

function answerOf({ output, usage, status, incomplete_details: details }: Response): OracleAnswer {
  const text = output.flatMap((item) => (item.type === 'message' ? item.content.map((part) => (part.type === 'refusal' ? part.refusal : part.text)) : [])).join('');
  const toolCalls = output.flatMap((item) => (item.type === 'function_call' ? [{ name: item.name, arguments: JSON.parse(item.arguments) as unknown }] : []));
  return { text, toolCalls, input: usage!.input_tokens, output: usage!.output_tokens, finish: details?.reason ?? status ?? '' };
}
