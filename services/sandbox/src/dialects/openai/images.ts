// Pictures: https://platform.openai.com/docs/api-reference/images/create
// What they count for: https://platform.openai.com/docs/guides/image-generation#cost-and-latency (read 2026-11-21)

import type { ImageRequest } from '../../answers/request.js';
import { noUsage, totalInput, totalOutput, type Usage } from '../../billing/usage.js';
import type { Model } from '../../billing/price-list.js';
import type { JsonObject } from '../../http/json.js';
import { imagesPerCallMax } from '../../limits.js';
import { countTokens } from '../../text/tokens.js';
import type { ImageAnswer, ImageWire } from '../dialect.js';
import { invalid } from '../failure.js';

export const openAiImages: ImageWire = { read, count, plain };

/** Output tokens of one picture, by quality and size. */
const tokens: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  low: { '1024x1024': 272, '1024x1536': 408, '1536x1024': 400 },
  medium: { '1024x1024': 1056, '1024x1536': 1584, '1536x1024': 1568 },
  high: { '1024x1024': 4160, '1024x1536': 6240, '1536x1024': 6208 },
};

function read(body: JsonObject): ImageRequest {
  const { model, prompt, n = 1, size = 'auto', quality = 'auto', output_format: format = 'png' } = body;
  if (typeof model !== 'string' || model === '') throw invalid('model', 'you must provide a model parameter');
  if (typeof prompt !== 'string' || prompt === '') throw invalid('prompt', "Missing required parameter: 'prompt'.");
  if (!Number.isSafeInteger(n) || (n as number) < 1 || (n as number) > imagesPerCallMax) throw invalid('n', `Invalid 'n': expected an integer from 1 to ${imagesPerCallMax}.`);
  if (typeof size !== 'string' || typeof quality !== 'string' || typeof format !== 'string') throw invalid('size', 'size, quality and output_format are text.');
  if ('response_format' in body) throw invalid('response_format', "Unknown parameter: 'response_format'.");
  return { model, prompt, count: n as number, size: size === 'auto' ? '1024x1024' : size, quality: quality === 'auto' ? 'high' : quality, format, inputTokens: countTokens(prompt) };
}

function count({ inputTokens, count: pictures, size, quality }: ImageRequest, _model: Model): Usage {
  const each = tokens[quality]?.[size];
  if (each === undefined) throw invalid(tokens[quality] === undefined ? 'quality' : 'size', `Invalid value: '${tokens[quality] === undefined ? quality : size}'.`);
  return { ...noUsage, uncachedInput: inputTokens, imageOutput: pictures * each };
}

function plain({ request, pictures, usage, usageShown }: ImageAnswer): string {
  const input = totalInput(usage);
  const output = totalOutput(usage);
  return JSON.stringify({
    created: 1_700_000_000,
    background: 'opaque',
    output_format: request.format,
    quality: request.quality,
    size: request.size,
    data: pictures.map((picture) => ({ b64_json: picture.toString('base64') })),
    ...(usageShown ? { usage: { total_tokens: input + output, input_tokens: input, output_tokens: output, input_tokens_details: { text_tokens: input, image_tokens: 0 }, output_tokens_details: { text_tokens: 0, image_tokens: output } } } : {}),
  });
}
