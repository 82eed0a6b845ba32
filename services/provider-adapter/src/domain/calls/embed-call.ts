// Texts, answered by one vector each.
import type { EmbedRequest } from '@switchyard/proto/provider/v1/attempt';
import { atOnce, checkTerms, missing, notOffered, taskOrderOf, type OrderedCall } from './call.js';

/** Throws MISSING_FIELD with the path. */
export function embedCall({ terms, task, timers, endUser }: EmbedRequest): OrderedCall {
  const checked = checkTerms(terms);
  if (task === undefined || task.inputs.length === 0) throw missing('task.inputs');
  const { inputs, dimensions } = task;
  return {
    terms: checked,
    timers,
    isStream: false,
    expected: { kind: 'embeddings', count: inputs.length },
    async *steps(provider, { model, context }) {
      if (provider.embed === undefined) throw notOffered(provider, 'embeddings');
      yield* atOnce(provider.embed({ ...taskOrderOf(checked, { model, endUser }), inputs, dimensions }, context));
    },
  };
}
