// The request body of images:annotate.
import type { Media } from '@switchyard/proto/common/v1/chat';
import type { AnalyzeOrder } from '../../adapter/task-orders.js';
import { cannotSay, pictureOf } from '../../toolkit/index.js';
import { features } from './features.js';

export function toAnnotateRequest({ model, images, maxLabels, extraFields }: AnalyzeOrder): Record<string, unknown> {
  const feature = Object.hasOwn(features, model) ? features[model] : undefined;
  if (feature === undefined) throw cannotSay('model', `this provider has ${Object.keys(features).join(', ')}.`);
  const asked = { type: feature.type, ...(maxLabels === undefined ? {} : { maxResults: maxLabels }) };
  return { ...extraFields, requests: images.map((image, index) => ({ image: imageOf(image, `images[${index}]`), features: [asked] })) };
}

function imageOf(image: Media, field: string): { content: string } | { source: { imageUri: string } } {
  const picture = pictureOf(image, field);
  return 'base64' in picture ? { content: picture.base64 } : { source: { imageUri: picture.url } };
}
