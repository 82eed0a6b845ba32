// Pictures: Gemini paints inside an answer (https://ai.google.dev/gemini-api/docs/image-generation), billed by the token;
// Imagen, on Vertex AI alone, has a method of its own, billed by the picture:
// https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/imagen-api
import type { AnswerStep } from '../../adapter/answer-step.js';
import type { ProviderContext } from '../../adapter/provider.js';
import type { ImageOrder } from '../../adapter/task-orders.js';
import { arrayAt, badOutput, cannotSay, dropped, isObject, objectAt, textAt, type JsonObject } from '../../toolkit/index.js';
import { isVertex, pathOf } from './endpoint.js';
import { toBlocked, toFinish } from './finish-reason.js';
import { shapeOf } from './image-size.js';
import { paintedUsageStep } from './usage.js';

/** As the vendor words it, in its own client too: https://github.com/firebase/firebase-android-sdk (firebase-ai, ImagenModel.kt, read 2026-11-21). */
const notCharged = /\bnot be charged\b/i;

const isImagen = (model: string): boolean => /(?:^|\/)imagen-|imagegeneration/.test(model);

export function paintPathOf(row: Pick<ProviderContext, 'options' | 'project'>, model: string): string {
  return pathOf(row, model, isImagen(model) ? 'predict' : 'generateContent');
}

export function toPaintRequest(order: ImageOrder, { warn, options }: Pick<ProviderContext, 'warn' | 'options'>): Record<string, unknown> {
  const { model, prompt, count, quality, style, background, outputFormat, extraFields } = order;
  if (quality !== '') warn(dropped('quality', 'Google paints in one quality'));
  if (style !== '') warn(dropped('style', 'a style is said in the prompt here'));
  if (background !== '') warn(dropped('background', 'Google does not take it'));
  const { aspectRatio, imageSize } = shapeOf(order.size);
  if (isImagen(model)) {
    // https://aistudio.google.com/docs/deprecations#imagen-models
    if (!isVertex({ options })) throw cannotSay('model', 'Imagen is sold by Vertex AI alone; the Gemini API paints with gemini-…-image.');
    const parameters = { sampleCount: count, ...(aspectRatio === undefined ? {} : { aspectRatio }), ...(imageSize === undefined ? {} : { sampleImageSize: imageSize }), ...(outputFormat === '' ? {} : { outputOptions: { mimeType: `image/${outputFormat}` } }) };
    return { instances: [{ prompt }], parameters: { ...extraFields, ...parameters } };
  }
  if (count > 1) throw cannotSay('n', `${model} paints one picture per call; Imagen paints several.`);
  if (outputFormat !== '') warn(dropped('output_format', `${model} chooses it itself`));
  const imageConfig = { ...(aspectRatio === undefined ? {} : { aspectRatio }), ...(imageSize === undefined ? {} : { imageSize }) };
  const generationConfig = { responseModalities: ['TEXT', 'IMAGE'], ...(Object.keys(imageConfig).length === 0 ? {} : { imageConfig }) };
  return { ...extraFields, contents: [{ role: 'user', parts: [{ text: prompt }] }], generationConfig };
}

export function stepsOfPictures(answer: JsonObject): AnswerStep[] {
  return 'predictions' in answer ? stepsOfImagen(answer) : stepsOfGemini(answer);
}

/**
 * A picture that was filtered out is not there, and not billed. Where all of them were, the answer says so itself; without that
 * word nobody knows, since a prompt can be stopped before or after it was worked on.
 */
function stepsOfImagen(answer: JsonObject): AnswerStep[] {
  const predictions = arrayAt(answer, 'predictions').filter(isObject);
  const pictures = predictions.flatMap((prediction) => pictureOf(textAt(prediction, 'bytesBase64Encoded'), textAt(prediction, 'mimeType')));
  const filtered = predictions.flatMap((prediction) => textAt(prediction, 'raiFilteredReason') ?? []);
  const isFree = pictures.length === 0 && filtered.length > 0 && filtered.every((reason) => notCharged.test(reason));
  return [
    { type: 'usage', counts: { images: BigInt(pictures.length) }, raw: { images: pictures.length }, isFinal: true, ...(isFree ? { statedChargePicoUsd: 0n } : {}) },
    ...pictures,
    ...(pictures.length === 0 && filtered.length > 0 ? [toBlocked('raiFilteredReason')] : []),
  ];
}

function stepsOfGemini(answer: JsonObject): AnswerStep[] {
  const usage = objectAt(answer, 'usageMetadata');
  const [candidate] = arrayAt(answer, 'candidates');
  const blocked = textAt(objectAt(answer, 'promptFeedback'), 'blockReason');
  if (!isObject(candidate) && blocked === undefined) throw badOutput("The provider's answer has no candidates.");
  const parts = isObject(candidate) ? arrayAt(objectAt(candidate, 'content'), 'parts').filter(isObject) : [];
  // A thinking model shows drafts among its thoughts.
  const shown = parts.filter((part) => part['thought'] !== true).map((part) => objectAt(part, 'inlineData'));
  return [
    ...(usage === undefined ? [] : [paintedUsageStep(usage)]),
    ...shown.flatMap((data) => pictureOf(textAt(data, 'data'), textAt(data, 'mimeType'))),
    finishOf(candidate, blocked),
  ];
}

/** Without Google's own word about the end nobody can call it one. */
function finishOf(candidate: unknown, blocked: string | undefined): AnswerStep {
  if (blocked !== undefined) return toBlocked(blocked);
  const raw = isObject(candidate) ? (textAt(candidate, 'finishReason') ?? '') : '';
  return raw === '' || raw === 'FINISH_REASON_UNSPECIFIED' ? { type: 'finish', unified: 'missing', raw } : toFinish(raw, { hasToolCalls: false });
}

function pictureOf(bytes: string | undefined, mediaType = 'image/png'): AnswerStep[] {
  return bytes === undefined || bytes === '' ? [] : [{ type: 'image', mediaType, data: Buffer.from(bytes, 'base64') }];
}
