// Batches of generateContent, with their requests in the order itself: https://ai.google.dev/gemini-api/docs/batch-api

import type { Batch } from '../../batches/batch.js';
import { limitOf, pageOf } from '../../batches/page.js';
import type { BatchCall, BatchReply, BatchWire } from '../dialect.js';
import { Refusal, invalid } from '../failure.js';
import { readBatchOrder } from './batch-order.js';
import { googleChat } from './chat.js';
import { batchToJson } from './write-batch.js';

/** The page of the batch API: a job expires after it was pending or running for 48 hours. */
const windowMs = 48 * 3_600_000;

export function createBatch(model: string): BatchWire {
  const chat = googleChat({ model, stream: false, isSse: false });
  return {
    takes: 'json',
    model: () => model,
    serve(call) {
      const { displayName, requests } = readBatchOrder(call.json);
      if (!call.sells(model, 'chat')) {
        throw new Refusal({ kind: 'model_not_found', subject: model, message: `models/${model} is not found for API version v1beta, or is not supported for batchGenerateContent. Call ListModels to see the list of available models and their supported methods.` });
      }
      const items = requests.map(({ request, metadata }) => {
        const key = metadata?.['key'];
        return { customId: typeof key === 'string' ? key : undefined, note: metadata, body: request, wire: { kind: 'chat' as const, chat } };
      });
      return reply(call.order({ id: call.newId(), items, lifetimeMs: windowMs, shown: { model: `models/${model}`, ...(displayName === undefined ? {} : { displayName }) } }));
    },
  };
}

export const listBatches: BatchWire = {
  takes: 'nothing',
  serve({ shelf, query }) {
    const page = pageOf(shelf.batches.values(), { limit: limitOf(query.get('pageSize'), { fallback: 50, max: 1_000 }), after: query.get('pageToken') });
    if (page === undefined) throw invalid('page_token', 'Request contains an invalid argument.');
    const last = page.entries.at(-1)?.id;
    return json({ ...(page.entries.length === 0 ? {} : { operations: page.entries.map(batchToJson) }), ...(page.hasMore ? { nextPageToken: last } : {}) });
  },
};

export function showBatch(id: string): BatchWire {
  return { takes: 'nothing', serve: (call) => reply(findBatch(call, id)) };
}

/** Answers with nothing; that it was cancelled is seen on the operation. One that has ended stays as it is. */
export function cancelBatch(id: string): BatchWire {
  return {
    takes: 'nothing',
    serve(call) {
      findBatch(call, id).cancel();
      return json({});
    },
  };
}

/** A deleted batch stops, and is not listed any more. */
export function deleteBatch(id: string): BatchWire {
  return {
    takes: 'nothing',
    serve(call) {
      findBatch(call, id);
      call.forgetBatch(id);
      return json({});
    },
  };
}

function findBatch({ shelf }: BatchCall, id: string): Batch {
  const batch = shelf.batches.get(id);
  if (batch === undefined) throw new Refusal({ kind: 'status', status: 404, message: 'Requested entity was not found.' });
  return batch;
}

function reply(batch: Batch): BatchReply {
  return json(batchToJson(batch));
}

function json(value: Record<string, unknown>): BatchReply {
  return { body: JSON.stringify(value) };
}
