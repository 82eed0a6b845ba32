// The request body of a prediction: https://docs.clarifai.com/api-guide/predict/prediction-parameters
import type { Media } from '@switchyard/proto/common/v1/chat';
import type { AnalyzeOrder } from '../../adapter/task-orders.js';
import { base64Of, cannotSay, isObject } from '../../toolkit/index.js';

/** The vendor's own range for max_concepts. */
const conceptsMax = 200;

export function toClarifaiRequest({ images, maxLabels, extraFields }: AnalyzeOrder): Record<string, unknown> {
  const { model, ...rest } = extraFields;
  const inputs = images.map((image, index) => ({ data: { image: imageOf(image, `task.images[${index}]`) } }));
  if (maxLabels === undefined) return { ...extraFields, inputs };
  if (maxLabels > conceptsMax) throw cannotSay('task.max_labels', `this provider names at most ${conceptsMax}.`);
  return { ...rest, inputs, model: { ...(isObject(model) ? model : {}), output_info: { output_config: { max_concepts: maxLabels } } } };
}

function imageOf(image: Media, field: string): { base64: string } | { url: string } {
  const bytes = base64Of(image);
  if (bytes !== undefined) return { base64: bytes.base64 };
  if (image.source.case === 'url' && image.source.value !== '') return { url: image.source.value };
  throw cannotSay(field, 'this provider takes pictures as bytes or by URL.');
}
