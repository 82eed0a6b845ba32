// A description, answered by pictures.
import type { GenerateImageRequest } from '@switchyard/proto/provider/v1/attempt';
import { atOnce, checkTerms, missing, notOffered, taskOrderOf, type OrderedCall } from './call.js';

/** Throws MISSING_FIELD with the path. */
export function imageCall({ terms, task, timers, endUser }: GenerateImageRequest): OrderedCall {
  const checked = checkTerms(terms);
  if (task === undefined || task.prompt === '') throw missing('task.prompt');
  const { prompt, size, quality, style, background, outputFormat } = task;
  const count = task.n ?? 1;
  return {
    terms: checked,
    timers,
    isStream: false,
    expected: { kind: 'images', count },
    async *steps(provider, { model, context }) {
      if (provider.generateImage === undefined) throw notOffered(provider, 'image generation');
      const order = { ...taskOrderOf(checked, { model, endUser }), prompt, count, size, quality, style, background, outputFormat };
      yield* atOnce(provider.generateImage(order, context));
    },
  };
}
