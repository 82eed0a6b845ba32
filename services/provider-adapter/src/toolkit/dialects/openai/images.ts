// Pictures: https://platform.openai.com/docs/api-reference/images/create
import type { AnswerStep } from '../../../adapter/answer-step.js';
import type { ProviderContext } from '../../../adapter/provider.js';
import type { ImageOrder } from '../../../adapter/task-orders.js';
import { arrayAt, badOutput, isObject, objectAt, textAt, type JsonObject } from '../../json/json.js';
import { cannotSay, dropped } from '../../order-words.js';
import { imageUsageStep } from './usage.js';

/** gpt-image-* always answer with bytes and take no response_format; the dall-e family answers with addresses unless told. */
const answersWithBytes = /^(?:gpt-image|chatgpt-image)/;

export function toImagesRequest(order: ImageOrder, { warn }: Pick<ProviderContext, 'warn'>): Record<string, unknown> {
  const { model, prompt, count, size, quality, style, background, outputFormat, endUser, extraFields } = order;
  if (size.includes(':')) throw cannotSay('size', 'this provider takes sizes such as 1024x1024, and no ratio.');
  const isNewer = answersWithBytes.test(model);
  if (isNewer && style !== '') warn(dropped('style', `${model} does not take it`));
  if (!isNewer && background !== '') warn(dropped('background', `${model} does not take it`));
  if (!isNewer && outputFormat !== '') warn(dropped('output_format', `${model} does not take it`));
  return {
    ...extraFields,
    model,
    prompt,
    n: count,
    ...(size === '' ? {} : { size }),
    ...(quality === '' ? {} : { quality }),
    ...(isNewer && background !== '' ? { background } : {}),
    ...(isNewer && outputFormat !== '' ? { output_format: outputFormat } : {}),
    ...(!isNewer && style !== '' ? { style } : {}),
    ...(isNewer ? {} : { response_format: 'b64_json' }),
    ...(endUser === '' ? {} : { user: endUser }),
  };
}

/** Throws BAD_OUTPUT for a picture that is not in the answer itself. */
export function stepsOfImages(answer: JsonObject, { outputFormat }: Pick<ImageOrder, 'outputFormat'>): AnswerStep[] {
  const usage = objectAt(answer, 'usage');
  const format = textAt(answer, 'output_format') ?? (outputFormat || 'png');
  const images = arrayAt(answer, 'data').map((item): AnswerStep => {
    const bytes = isObject(item) ? textAt(item, 'b64_json') : undefined;
    if (bytes === undefined) throw badOutput("The provider's answer has a picture without its bytes.");
    return { type: 'image', mediaType: `image/${format}`, data: Buffer.from(bytes, 'base64') };
  });
  return [imageUsageStep(usage, images.length), ...images];
}
