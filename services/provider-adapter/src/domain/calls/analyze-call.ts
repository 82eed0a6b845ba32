// Pictures, answered by what they show.
import type { AnalyzeImageRequest } from '@switchyard/proto/provider/v1/attempt';
import { atOnce, checkTerms, missing, notOffered, taskOrderOf, type OrderedCall } from './call.js';

/** Throws MISSING_FIELD with the path. */
export function analyzeCall({ terms, task, timers, endUser }: AnalyzeImageRequest): OrderedCall {
  const checked = checkTerms(terms);
  if (task === undefined || task.images.length === 0) throw missing('task.images');
  const { images, maxLabels } = task;
  return {
    terms: checked,
    timers,
    isStream: false,
    expected: { kind: 'labels', count: images.length },
    async *steps(provider, { model, context }) {
      if (provider.analyzeImage === undefined) throw notOffered(provider, 'image analysis');
      yield* atOnce(provider.analyzeImage({ ...taskOrderOf(checked, { model, endUser }), images, maxLabels }, context));
    },
  };
}
