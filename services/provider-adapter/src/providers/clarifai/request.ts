// The request body of a prediction: https://docs.clarifai.com/api-guide/predict/prediction-parameters
import type { AnalyzeOrder } from '../../adapter/task-orders.js';
import { cannotSay, isObject, pictureOf } from '../../toolkit/index.js';

/** The vendor's own range for max_concepts. */
const conceptsMax = 200;

export function toClarifaiRequest({ images, maxLabels, extraFields }: AnalyzeOrder): Record<string, unknown> {
  const { model, ...rest } = extraFields;
  const inputs = images.map((image, index) => ({ data: { image: pictureOf(image, `images[${index}]`) } }));
  if (maxLabels === undefined) return { ...extraFields, inputs };
  if (maxLabels > conceptsMax) throw cannotSay('max_labels', `this provider names at most ${conceptsMax}.`);
  return { ...rest, inputs, model: { ...(isObject(model) ? model : {}), output_info: { output_config: { max_concepts: maxLabels } } } };
}
