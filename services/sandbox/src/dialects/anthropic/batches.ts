// Message batches: https://platform.claude.com/docs/en/api/creating-message-batches

import type { Batch } from '../../batches/batch.js';
import type { BatchCall, BatchReply, BatchWire, ChatWire } from '../dialect.js';
import { Refusal, invalid } from '../failure.js';
import { readBatchRequests } from './batch-requests.js';
import { anthropicPage } from './page.js';
import { batchToJson, writeResults } from './write-batch.js';

/** https://platform.claude.com/docs/en/build-with-claude/batch-processing: a batch expires after a day. */
const windowMs = 24 * 3_600_000;

export function createBatch(messages: ChatWire): BatchWire {
  const chat = withoutStreams(messages);
  return {
    takes: 'json',
    model: ({ json }) => readBatchRequests(json)[0]?.model,
    serve(call) {
      if (call.headers['anthropic-version'] === undefined) throw invalid('anthropic-version', 'anthropic-version: header is required');
      const items = readBatchRequests(call.json).map(({ customId, params }) => ({ customId, body: params, wire: { kind: 'chat' as const, chat } }));
      return reply(call, call.order({ id: `msgbatch_${call.newId()}`, items, lifetimeMs: windowMs, shown: {} }));
    },
  };
}

export const listBatches: BatchWire = {
  takes: 'nothing',
  serve({ shelf, query, address }) {
    const newestFirst = [...shelf.batches.values()].reverse();
    return { body: JSON.stringify(anthropicPage(newestFirst, (batch) => batchToJson(batch, address), query)) };
  },
};

export function showBatch(id: string): BatchWire {
  return { takes: 'nothing', serve: (call) => reply(call, findBatch(call, id)) };
}

export function cancelBatch(id: string): BatchWire {
  return {
    takes: 'nothing',
    serve(call) {
      const batch = findBatch(call, id);
      if (!batch.cancel()) throw invalid(undefined, `Message Batch ${id} has ended and cannot be canceled.`);
      return reply(call, batch);
    },
  };
}

export function deleteBatch(id: string): BatchWire {
  return {
    takes: 'nothing',
    serve(call) {
      if (findBatch(call, id).phase !== 'ended') throw invalid(undefined, 'In progress batches cannot be deleted. Consider canceling the batch instead.');
      call.forgetBatch(id);
      return { body: JSON.stringify({ id, type: 'message_batch_deleted' }) };
    },
  };
}

export function readResults(id: string): BatchWire {
  return {
    takes: 'nothing',
    serve(call) {
      const batch = findBatch(call, id);
      if (batch.phase !== 'ended') throw notFound(`Message Batch ${id} has no available results.`);
      return { body: writeResults(batch), contentType: 'application/x-jsonl' };
    },
  };
}

/** A stream is refused when its turn comes, and not when the batch is ordered. */
function withoutStreams(messages: ChatWire): ChatWire {
  return {
    ...messages,
    read(body, headers) {
      const request = messages.read(body, headers);
      if (request.stream) throw invalid('stream', '"stream=True" is not supported in the Message Batches API');
      return request;
    },
  };
}

function findBatch({ shelf }: BatchCall, id: string): Batch {
  const batch = shelf.batches.get(id);
  if (batch === undefined) throw notFound(`Message Batch ${id} not found.`);
  return batch;
}

function notFound(message: string): Refusal {
  return new Refusal({ kind: 'status', status: 404, message });
}

function reply({ address }: BatchCall, batch: Batch): BatchReply {
  return { body: JSON.stringify(batchToJson(batch, address)) };
}
