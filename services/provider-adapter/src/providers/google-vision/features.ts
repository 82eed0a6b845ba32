// What can be asked of a picture, by the names that catalogs use for models: https://cloud.google.com/vision/docs/features-list
import { arrayAt, isObject, objectAt, textAt, type JsonObject } from '../../toolkit/index.js';
import type { Label } from '../../adapter/answer-step.js';

export interface Feature {
  /** The vendor's own word. */
  readonly type: string;
  /** From one picture's response. */
  labels(response: JsonObject): Label[];
}

export const features: Readonly<Record<string, Feature>> = {
  'label-detection': { type: 'LABEL_DETECTION', labels: (response) => annotations(response, 'labelAnnotations', 'description') },
  'object-localization': { type: 'OBJECT_LOCALIZATION', labels: (response) => annotations(response, 'localizedObjectAnnotations', 'name') },
  'landmark-detection': { type: 'LANDMARK_DETECTION', labels: (response) => annotations(response, 'landmarkAnnotations', 'description') },
  'logo-detection': { type: 'LOGO_DETECTION', labels: (response) => annotations(response, 'logoAnnotations', 'description') },
  'safe-search-detection': { type: 'SAFE_SEARCH_DETECTION', labels: likelihoods },
};

/** Of a name that is there twice the surer one counts. */
function annotations(response: JsonObject, field: string, nameField: string): Label[] {
  const scores = new Map<string, number>();
  for (const annotation of arrayAt(response, field)) {
    const name = isObject(annotation) ? textAt(annotation, nameField) : undefined;
    const score = isObject(annotation) ? annotation['score'] : undefined;
    if (name === undefined || typeof score !== 'number' || !(score >= 0 && score <= 1)) continue;
    scores.set(name, Math.max(score, scores.get(name) ?? 0));
  }
  return [...scores].map(([name, score]) => ({ name, score }));
}

/** The vendor says these in words; as scores they are the five steps from 0 to 1. UNKNOWN is left out. */
const steps: Readonly<Record<string, number>> = { VERY_UNLIKELY: 0, UNLIKELY: 0.25, POSSIBLE: 0.5, LIKELY: 0.75, VERY_LIKELY: 1 };

function likelihoods(response: JsonObject): Label[] {
  const said = objectAt(response, 'safeSearchAnnotation') ?? {};
  return Object.entries(said).flatMap(([name, word]) => (typeof word === 'string' && Object.hasOwn(steps, word) ? [{ name, score: steps[word]! }] : []));
}
