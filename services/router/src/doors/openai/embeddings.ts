// POST /v1/embeddings: https://platform.openai.com/docs/api-reference/embeddings/create
import { create } from '@bufbuild/protobuf';
import { EmbedRequestSchema, type EmbedRequest, type EmbedResponse } from '@switchyard/proto/router/v1/embed';
import type { HttpCall } from '../http/http-call.js';
import { fault, integer, list, text, type Json } from '../http/read.js';
import { answerHeaders, taskWishes } from '../http/switchyard-headers.js';
import { adviceInDialect } from './field-names.js';
import { checkKnown } from '../http/fields.js';

const known: ReadonlySet<string> = new Set(['model', 'input', 'encoding_format', 'dimensions', 'user']);

export async function embeddings(call: HttpCall): Promise<unknown> {
  const { body } = call;
  checkKnown(body, known);
  const isBase64 = encodingOf(body);
  const request = create(EmbedRequestSchema, { ...parse(body), ...taskWishes(text(body, 'model', ''), call.wishes) }) as EmbedRequest;
  const response = await call.domain.embed(request, call.caller);
  return call.reply.headers(answerHeaders(response)).send({ ...bodyOf(response, isBase64), ...call.storyteller(adviceInDialect)(response) });
}

function parse(body: Json): { inputs: string[]; dimensions: number | undefined; endUser: string } {
  return { inputs: inputsOf(body['input']), dimensions: integer(body, 'dimensions'), endUser: text(body, 'user', '') };
}

/** One text or many. Lists of tokens belong to one vendor's tokenizer and mean nothing to another. */
function inputsOf(input: unknown): string[] {
  if (typeof input === 'string') return [input];
  return list(input, 'input').map((entry, index) => {
    if (typeof entry !== 'string') throw fault(`input[${index}]`, 'it is not text', 'Send texts; tokens of one vendor cannot be sent to another.');
    return entry;
  });
}

function encodingOf(body: Json): boolean {
  const format = text(body, 'encoding_format', '');
  if (!['', 'float', 'base64'].includes(format)) throw fault('encoding_format', `"${format}" is not known`, 'Use float or base64.');
  return format === 'base64';
}

function bodyOf(response: EmbedResponse, isBase64: boolean): object {
  const tokens = response.usage?.inputTokens;
  return {
    object: 'list',
    data: response.embeddings.map(({ values }, index) => ({ object: 'embedding', index, embedding: isBase64 ? base64Of(values) : values })),
    model: response.model,
    // null when the provider reported nothing: a zero would be a lie.
    usage: tokens === undefined ? null : { prompt_tokens: Number(tokens), total_tokens: Number(tokens) },
  };
}

/** Little-endian floats of four bytes, which the SDK asks for by default. */
function base64Of(values: readonly number[]): string {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => bytes.writeFloatLE(value, index * 4));
  return bytes.toString('base64');
}
