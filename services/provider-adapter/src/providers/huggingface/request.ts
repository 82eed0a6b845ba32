// Bodies of the tasks of hf-inference: https://huggingface.co/docs/inference-providers/tasks
import type { ProviderContext } from '../../adapter/provider.js';
import type { AnalyzeOrder, EmbedOrder, ImageOrder } from '../../adapter/task-orders.js';
import { base64Of, cannotSay, dropped, isObject } from '../../toolkit/index.js';

type Warn = Pick<ProviderContext, 'warn'>;

export function toExtractionRequest({ inputs, dimensions, extraFields }: EmbedOrder, { warn }: Warn): Record<string, unknown> {
  if (dimensions !== undefined) warn(dropped('dimensions', 'this provider gives vectors in their own length'));
  // What does not fit is to be refused and not cut.
  return { truncate: false, ...extraFields, inputs };
}

export function toPaintingRequest(order: ImageOrder, { warn }: Warn): Record<string, unknown> {
  if (order.count > 1) throw cannotSay('n', 'this provider paints one picture per call.');
  for (const name of ['quality', 'style', 'background', 'outputFormat'] as const) if (order[name] !== '') warn(dropped(name === 'outputFormat' ? 'output_format' : name, 'this provider does not take it'));
  const [, width, height] = /^([0-9]+)x([0-9]+)$/.exec(order.size) ?? [];
  if (order.size !== '' && width === undefined) throw cannotSay('size', 'this provider takes sizes such as 1024x768.');
  const { parameters, ...rest } = order.extraFields;
  const sized = width === undefined ? {} : { width: Number(width), height: Number(height) };
  return { ...rest, inputs: order.prompt, parameters: { ...(isObject(parameters) ? parameters : {}), ...sized } };
}

export function toClassificationRequest({ images, maxLabels, extraFields }: AnalyzeOrder): Record<string, unknown> {
  const [first, second] = images;
  if (first === undefined || second !== undefined) throw cannotSay('images', 'this provider looks at one picture per call.');
  const bytes = base64Of(first);
  if (bytes === undefined) throw cannotSay('images[0]', 'this provider takes pictures as bytes, not by URL.');
  const { parameters, ...rest } = extraFields;
  return { ...rest, inputs: bytes.base64, parameters: { ...(isObject(parameters) ? parameters : {}), ...(maxLabels === undefined ? {} : { top_k: maxLabels }) } };
}
