// images:annotate. What is sold is a feature of a picture, so features are the models of the price file.

import type { AnalyzeRequest } from '../../answers/request.js';
import type { SeenLabel } from '../../answers/look.js';
import { isObject } from '../../http/json.js';
import type { JsonObject } from '../../http/json.js';
import type { AnalyzeWire } from '../dialect.js';
import { invalid } from '../failure.js';

/** https://cloud.google.com/vision/quotas */
const picturesMax = 16;
const resultsDefault = 10;
const likelihoods = ['VERY_UNLIKELY', 'UNLIKELY', 'POSSIBLE', 'LIKELY', 'VERY_LIKELY'];
const fields: Readonly<Record<string, string>> = { LABEL_DETECTION: 'labelAnnotations', OBJECT_LOCALIZATION: 'localizedObjectAnnotations', LANDMARK_DETECTION: 'landmarkAnnotations', LOGO_DETECTION: 'logoAnnotations', SAFE_SEARCH_DETECTION: 'safeSearchAnnotation' };

export const annotate: AnalyzeWire = {
  read: readAnnotate,
  plain: ({ request, seen }) => JSON.stringify({ responses: seen.map((labels) => ({ [fields[typeOf(request.model)]!]: annotationsOf(typeOf(request.model), labels) })) }),
};

function readAnnotate({ requests }: JsonObject): AnalyzeRequest {
  if (!Array.isArray(requests) || requests.length === 0) throw invalid('requests', 'No requests were given.');
  if (requests.length > picturesMax) throw invalid('requests', `Too many images per request, the limit is ${picturesMax}.`);
  const read = requests.map(readOne);
  const [first] = read;
  // The sandbox bills one kind per call; the vendor would sum them up.
  if (read.some(({ type }) => type !== first!.type)) throw invalid('features', 'sandbox: ask for one feature per call');
  return { model: first!.type.toLowerCase().replaceAll('_', '-'), pictures: read.map(({ picture }) => picture), labelsMax: first!.most };
}

function readOne(request: unknown): { picture: string; type: string; most: number } {
  const { image, features } = isObject(request) ? request : {};
  if (!Array.isArray(features) || features.length !== 1 || !isObject(features[0])) throw invalid('features', 'Request must specify image and features.');
  const { type, maxResults = resultsDefault } = features[0];
  if (typeof type !== 'string' || !Object.hasOwn(fields, type)) throw invalid('type', `Invalid value at 'requests[0].features[0].type': "${String(type)}"`);
  if (!Number.isSafeInteger(maxResults) || (maxResults as number) < 1) throw invalid('maxResults', 'max_results must be positive.');
  return { picture: readPicture(isObject(image) ? image : {}), type, most: maxResults as number };
}

function readPicture({ content, source }: JsonObject): string {
  if (typeof content === 'string' && /^[A-Za-z0-9+/]+=*$/.test(content)) return content;
  const uri = isObject(source) ? source['imageUri'] : undefined;
  if (typeof uri === 'string' && /^(?:https?|gs):\/\//.test(uri)) return uri;
  throw invalid('image', 'Request must specify image and features.');
}

function typeOf(model: string): string {
  return model.toUpperCase().replaceAll('-', '_');
}

function annotationsOf(type: string, labels: readonly SeenLabel[]): unknown {
  if (type === 'SAFE_SEARCH_DETECTION') {
    const kinds = ['adult', 'spoof', 'medical', 'violence', 'racy'];
    return Object.fromEntries(kinds.map((kind, index) => [kind, likelihoods[Math.floor((labels[index]?.score ?? 0) * (likelihoods.length - 1))]]));
  }
  if (type === 'OBJECT_LOCALIZATION') return labels.map(({ name, score }) => ({ mid: `/m/${name.length}`, name, score, boundingPoly: { normalizedVertices: [] } }));
  return labels.map(({ name, score }) => ({ mid: `/m/${name.length}`, description: name, score, topicality: score }));
}
