// Pictures: by Imagen's predict, billed by the picture, and inside a Gemini answer, billed by the token.
//   https://ai.google.dev/gemini-api/docs/imagen  https://ai.google.dev/gemini-api/docs/image-generation

import type { ImageRequest } from '../../answers/request.js';
import { noUsage } from '../../billing/usage.js';
import { isObject } from '../../http/json.js';
import type { JsonObject } from '../../http/json.js';
import { countTokens } from '../../text/tokens.js';
import type { ImageWire } from '../dialect.js';
import { invalid } from '../failure.js';
import { readParts } from './read-parts.js';
import { usageToGoogle } from './usage.js';

const imagesMax = 4;
/** Output tokens of one picture up to 1K: https://ai.google.dev/gemini-api/docs/pricing */
const tokensPerPicture = 1_290;
const imagenRatios = ['1:1', '3:4', '4:3', '9:16', '16:9'];

export function imagenImages(model: string): ImageWire {
  return {
    read(body) {
      const [instance] = Array.isArray(body['instances']) ? (body['instances'] as unknown[]) : [];
      const prompt = isObject(instance) ? instance['prompt'] : undefined;
      if (typeof prompt !== 'string' || prompt === '') throw invalid('prompt', 'Image generation request prompt is missing.');
      const parameters = isObject(body['parameters']) ? body['parameters'] : {};
      const count = parameters['sampleCount'] ?? 1;
      if (!Number.isSafeInteger(count) || (count as number) < 1 || (count as number) > imagesMax) throw invalid('sampleCount', `sampleCount must be between 1 and ${imagesMax}, inclusive.`);
      const ratio = parameters['aspectRatio'] ?? '1:1';
      if (!imagenRatios.includes(String(ratio))) throw invalid('aspectRatio', `Unsupported aspect ratio: ${String(ratio)}.`);
      return requestOf(model, prompt, count as number);
    },
    count: ({ count }) => ({ ...noUsage, images: count }),
    plain: ({ pictures }) => JSON.stringify({ predictions: pictures.map((picture) => ({ mimeType: 'image/png', bytesBase64Encoded: picture.toString('base64') })) }),
  };
}

export function geminiImages(model: string): ImageWire {
  return {
    read(body) {
      const [content] = Array.isArray(body['contents']) ? (body['contents'] as unknown[]) : [];
      const config: JsonObject = isObject(body['generationConfig']) ? body['generationConfig'] : {};
      const modalities = config['responseModalities'];
      if (Array.isArray(modalities) && !modalities.includes('IMAGE')) throw invalid('response_modalities', 'sandbox: image models are asked for pictures');
      return requestOf(model, readParts(isObject(content) ? content['parts'] : undefined, 'contents[0].parts').text, 1);
    },
    count: ({ inputTokens, count }) => ({ ...noUsage, uncachedInput: inputTokens, imageOutput: count * tokensPerPicture }),
    plain: ({ pictures, usage, usageShown }) =>
      JSON.stringify({
        candidates: [{ content: { parts: pictures.map((picture) => ({ inlineData: { mimeType: 'image/png', data: picture.toString('base64') } })), role: 'model' }, finishReason: pictures.length === 0 ? 'NO_IMAGE' : 'STOP', index: 0 }],
        ...(usageShown ? { usageMetadata: usageToGoogle(usage) } : {}),
        modelVersion: model,
      }),
  };
}

function requestOf(model: string, prompt: string, count: number): ImageRequest {
  return { model, prompt, count, size: '1024x1024', quality: '', format: 'png', inputTokens: countTokens(prompt) };
}
