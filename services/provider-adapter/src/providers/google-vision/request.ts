// The request body of images:annotate.
import type { Media } from '@switchyard/proto/common/v1/chat';
import type { AnalyzeOrder } from '../../adapter/task-orders.js';
import { base64Of, cannotSay } from '../../toolkit/index.js';
import { features } from './features.js';

export function toAnnotateRequest({ model, images, maxLabels, extraFields }: AnalyzeOrder): Record<string, unknown> {
  const feature = Object.hasOwn(features, model) ? features[model] : undefined;
  if (feature === undefined) throw cannotSay('model', `this provider has ${Object.keys(features).join(', ')}.`);
  const asked = { type: feature.type, ...(maxLabels === undefined ? {} : { maxResults: maxLabels }) };
  return { ...extraFields, requests: images.map((image, index) => ({ image: imageOf(image, `task.images[${index}]`), features: [asked] })) };
}

function imageOf(image: Media, field: string): { content: string } | { source: { imageUri: string } } {
  const bytes = base64Of(image);
  if (bytes !== undefined) return { content: bytes.base64 };
  if (image.source.case === 'url' && image.source.value !== '') return { source: { imageUri: image.source.value } };
  throw cannotSay(field, 'this provider takes pictures as bytes or by URL.');
}
