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

interface Feature {
  /** Its number in google.cloud.vision.v1.Feature.Type: proto3 JSON takes an enum by either. */
  number: number;
  field: string;
  show(labels: readonly SeenLabel[], numbered: boolean): unknown;
}

const features: Readonly<Record<string, Feature>> = {
  LABEL_DETECTION: { number: 4, field: 'labelAnnotations', show: (labels) => labels.map((label) => ({ ...entityOf(label), topicality: label.score })) },
  OBJECT_LOCALIZATION: { number: 19, field: 'localizedObjectAnnotations', show: (labels) => labels.map(({ name, score }) => ({ mid: midOf(name), name, score, boundingPoly: { normalizedVertices: corners(0.1, 0.9) } })) },
  LANDMARK_DETECTION: { number: 2, field: 'landmarkAnnotations', show: (labels) => labels.map((label) => ({ ...entityOf(label), boundingPoly: { vertices: corners(10, 90) }, locations: [{ latLng: { latitude: 46.2, longitude: 9.02 } }] })) },
  LOGO_DETECTION: { number: 3, field: 'logoAnnotations', show: (labels) => labels.map((label) => ({ ...entityOf(label), boundingPoly: { vertices: corners(10, 90) } })) },
  SAFE_SEARCH_DETECTION: { number: 6, field: 'safeSearchAnnotation', show: safeSearch },
};

/** `numbered` answers enums by their numbers, as `$alt=json;enum-encoding=int` asks for. */
export function annotate(numbered: boolean): AnalyzeWire {
  return {
    read: readAnnotate,
    plain({ request, seen }) {
      const { field, show } = features[typeOf(request.model)]!;
      return JSON.stringify({ responses: seen.map((labels) => ({ [field]: show(labels, numbered) })) });
    },
  };
}

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
  const { image, features: wanted } = isObject(request) ? request : {};
  if (!Array.isArray(wanted) || wanted.length !== 1 || !isObject(wanted[0])) throw invalid('features', 'Request must specify image and features.');
  const { type: asked, maxResults = resultsDefault } = wanted[0];
  const type = typeof asked === 'number' ? Object.keys(features).find((name) => features[name]!.number === asked) : asked;
  if (typeof type !== 'string' || !Object.hasOwn(features, type)) throw invalid('type', `Invalid value at 'requests[0].features[0].type': "${String(asked)}"`);
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

function safeSearch(labels: readonly SeenLabel[], numbered: boolean): JsonObject {
  const kinds = ['adult', 'spoof', 'medical', 'violence', 'racy'];
  const stepOf = (index: number): number => Math.floor((labels[index]?.score ?? 0) * (likelihoods.length - 1));
  // UNKNOWN has the number 0.
  return Object.fromEntries(kinds.map((kind, index) => [kind, numbered ? stepOf(index) + 1 : likelihoods[stepOf(index)]]));
}

function entityOf({ name, score }: SeenLabel): JsonObject {
  return { mid: midOf(name), description: name, score };
}

function midOf(name: string): string {
  return `/m/${name.length}`;
}

function corners(low: number, high: number): JsonObject[] {
  return [[low, low], [high, low], [high, high], [low, high]].map(([x, y]) => ({ x, y }));
}
