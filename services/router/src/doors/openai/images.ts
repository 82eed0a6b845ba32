// POST /v1/images/generations: https://platform.openai.com/docs/api-reference/images/create
import { create } from '@bufbuild/protobuf';
import { GenerateImageRequestSchema, type GenerateImageResponse } from '@switchyard/proto/router/v1/image';
import type { HttpCall } from '../http/http-call.js';
import { fault, integer, text, type Json } from '../http/read.js';
import { answerHeaders, taskWishes } from '../http/switchyard-headers.js';
import { adviceInDialect } from './field-names.js';
import { checkKnown } from '../http/fields.js';

const known: ReadonlySet<string> = new Set(['model', 'prompt', 'n', 'size', 'quality', 'style', 'background', 'output_format', 'user', 'response_format', 'stream']);

export async function imageGenerations(call: HttpCall): Promise<unknown> {
  const { body } = call;
  checkKnown(body, known);
  if (body['stream'] === true) throw fault('stream', 'pictures are not streamed', 'Leave it out.');
  if (!['', 'b64_json'].includes(text(body, 'response_format', ''))) throw fault('response_format', 'pictures are given as bytes, since nothing is kept here that an address could lead to', 'Use b64_json, or leave it out.');
  const request = create(GenerateImageRequestSchema, { ...parse(body), ...taskWishes(text(body, 'model', ''), call.wishes) });
  const response = await call.domain.generateImage(request, call.caller);
  return call.reply.headers(answerHeaders(response)).send({ ...bodyOf(response, call.createdS), ...call.storyteller(adviceInDialect)(response) });
}

/** "auto" is the vendor's own choice, as is nothing. */
function parse(body: Json) {
  const word = (name: string): string => text(body, name, '').replace(/^auto$/, '');
  return { prompt: text(body, 'prompt', ''), n: integer(body, 'n'), size: word('size'), quality: word('quality'), style: word('style'), background: word('background'), outputFormat: word('output_format'), endUser: text(body, 'user', '') };
}

function bodyOf({ images, usage }: GenerateImageResponse, createdS: number): object {
  return {
    created: createdS,
    output_format: (images[0]?.mediaType ?? 'image/png').replace('image/', ''),
    data: images.map(({ source }) => ({ b64_json: source.case === 'data' ? Buffer.from(source.value).toString('base64') : '' })),
    ...(usage?.inputTokens === undefined || usage.outputTokens === undefined
      ? {}
      : { usage: { input_tokens: Number(usage.inputTokens), output_tokens: Number(usage.outputTokens), total_tokens: Number(usage.inputTokens + usage.outputTokens) } }),
  };
}
