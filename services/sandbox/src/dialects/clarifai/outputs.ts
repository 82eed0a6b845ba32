// Predictions: https://docs.clarifai.com/api-guide/predict/prediction-parameters

import type { AnalyzeRequest } from '../../answers/request.js';
import type { SeenLabel } from '../../answers/look.js';
import { isObject } from '../../http/json.js';
import type { JsonObject } from '../../http/json.js';
import type { AnalyzeWire } from '../dialect.js';
import { invalid } from '../failure.js';
import { showClarifaiModel } from './models.js';

const conceptsDefault = 20;
const conceptsMax = 200;
/** https://docs.clarifai.com/api-guide/predict: the vendor's ceiling for one call. */
const inputsMax = 128;
const ok = { code: 10_000, description: 'Ok' };

export function clarifaiOutputs(model: string): AnalyzeWire {
  return {
    read: (body) => readOutputs(body, model),
    plain: ({ request, seen, requestId }) =>
      JSON.stringify({
        status: { ...ok, req_id: requestId },
        outputs: seen.map((labels, index) => ({
          id: `${requestId}${index}`,
          status: ok,
          created_at: '2025-01-01T00:00:00.000000000Z',
          model: showClarifaiModel({ id: request.model }),
          input: { id: `${requestId}i${index}`, data: { image: pictureOf(request.pictures[index] ?? '') } },
          data: dataOf(labels, request.model, request.pictures[index] ?? ''),
        })),
      }),
  };
}

function readOutputs(body: JsonObject, model: string): AnalyzeRequest {
  const { inputs } = body;
  if (!Array.isArray(inputs) || inputs.length === 0) throw invalid('inputs', 'Input list is empty');
  if (inputs.length > inputsMax) throw invalid('inputs', `Exceeded maximum number of inputs: ${inputsMax}`);
  const config = inside(inside(body['model'], 'output_info'), 'output_config');
  const most = config?.['max_concepts'] ?? conceptsDefault;
  if (!Number.isSafeInteger(most) || (most as number) < 1 || (most as number) > conceptsMax) throw invalid('max_concepts', `max_concepts must be between 1 and ${conceptsMax}`);
  return { model, pictures: inputs.map(readPicture), labelsMax: most as number };
}

function readPicture(input: unknown): string {
  const image = inside(inside(input, 'data'), 'image');
  const url = image?.['url'];
  if (typeof url === 'string' && /^https?:\/\//.test(url)) return url;
  const base64 = image?.['base64'];
  if (typeof base64 === 'string' && /^[A-Za-z0-9+/]+=*$/.test(base64)) return base64;
  throw invalid('inputs', 'Image bytes or a URL are required');
}

function inside(value: unknown, field: string): JsonObject | undefined {
  const found = isObject(value) ? value[field] : undefined;
  return isObject(found) ? found : undefined;
}

/** Bytes do not come back. */
function pictureOf(picture: string): JsonObject {
  return picture.startsWith('http') ? { url: picture } : { url: 'https://samples.clarifai.com/placeholder.gif', base64: 'dHJ1ZQ==' };
}

/** The kind of a model says where its concepts stand, and the one for bad pictures knows two. */
function dataOf(labels: readonly SeenLabel[], model: string, picture: string): JsonObject {
  if (model === 'nsfw-recognition') {
    const nsfw = Number(((picture.length % 100) / 100).toFixed(2));
    return { concepts: conceptsOf([{ name: 'sfw', score: 1 - nsfw }, { name: 'nsfw', score: nsfw }]) };
  }
  if (!model.includes('detection')) return { concepts: conceptsOf(labels) };
  const box = { top_row: 0.1, left_col: 0.1, bottom_row: 0.9, right_col: 0.9 };
  return { regions: labels.map((label) => ({ id: label.name, region_info: { bounding_box: box }, data: { concepts: conceptsOf([label]) }, value: label.score })) };
}

function conceptsOf(labels: readonly SeenLabel[]): JsonObject[] {
  return labels.map(({ name, score }) => ({ id: `ai_${Buffer.from(name).toString('hex').slice(0, 8)}`, name, value: score, app_id: 'main' }));
}
