// Batches: https://platform.openai.com/docs/api-reference/batch

import type { Batch } from '../../batches/batch.js';
import { limitOf, pageOf } from '../../batches/page.js';
import { isObject, parseJson } from '../../http/json.js';
import type { JsonObject } from '../../http/json.js';
import type { Model } from '../../billing/price-list.js';
import type { BatchCall, BatchReply, BatchWire, ItemWire } from '../dialect.js';
import { Refusal, invalid } from '../failure.js';
import { readBatchLines } from './batch-lines.js';
import { createOpenAiChat } from './chat.js';
import { createOpenAiEmbeddings } from './embeddings.js';
import { listToJson, newFile, noFile } from './files.js';
import type { Flavour } from './flavour.js';
import { createOpenAiResponses } from './responses/index.js';
import { batchToJson, statusOf, writeResults } from './write-batch.js';

/** The only window that is sold. */
const windowMs = 24 * 3_600_000;

interface Line {
  wire: ItemWire;
  kind: Model['kind'];
}

export function createBatch(flavour: Flavour): BatchWire {
  const endpoints: Record<string, Line> = {
    '/v1/chat/completions': { kind: 'chat', wire: { kind: 'chat', chat: createOpenAiChat(flavour) } },
    '/v1/responses': { kind: 'chat', wire: { kind: 'chat', chat: createOpenAiResponses(flavour) } },
    '/v1/embeddings': { kind: 'embedding', wire: { kind: 'embed', embed: createOpenAiEmbeddings(flavour) } },
  };
  return {
    takes: 'json',
    model: firstModel,
    serve(call) {
      const { endpoint, fileId, metadata } = readOrder(call.json, Object.keys(endpoints));
      const file = call.shelf.files.get(fileId);
      if (file === undefined) throw noFile(fileId);
      const { items, mistakes, model } = readBatchLines(file.text, { ...endpoints[endpoint]!, endpoint, sells: call.sells });
      const isBroken = mistakes.length > 0;
      const batch = call.order({
        id: `batch_${call.newId()}`,
        items: isBroken ? [] : items,
        isBroken,
        lifetimeMs: windowMs,
        shown: { endpoint, ...(model === undefined ? {} : { model }), input_file_id: fileId, completion_window: '24h', metadata, errors: { object: 'list', data: mistakes } },
        onEnd: (ended) => storeResults(call, ended),
      });
      return reply(batch);
    },
  };
}

export const listBatches: BatchWire = {
  takes: 'nothing',
  serve({ shelf, query }) {
    const page = pageOf(shelf.batches.values(), { limit: limitOf(query.get('limit'), { fallback: 20, max: 100 }), after: query.get('after') });
    if (page === undefined) throw noBatch(query.get('after') ?? '');
    return { body: JSON.stringify(listToJson(page.entries.map(batchToJson), page.hasMore)) };
  },
};

export function showBatch(id: string): BatchWire {
  return { takes: 'nothing', serve: (call) => reply(findBatch(call, id)) };
}

export function cancelBatch(id: string): BatchWire {
  return {
    takes: 'nothing',
    serve(call) {
      const batch = findBatch(call, id);
      if (!batch.cancel()) throw new Refusal({ kind: 'invalid_request', status: 409, message: `Cannot cancel a batch with status '${statusOf(batch)}'.` });
      return reply(batch);
    },
  };
}

interface Order {
  endpoint: string;
  fileId: string;
  metadata: JsonObject | null;
}

function readOrder(body: JsonObject, endpoints: readonly string[]): Order {
  const { endpoint, input_file_id: fileId, completion_window: window, metadata = null } = body;
  if (typeof fileId !== 'string') throw invalid('input_file_id', "Missing required parameter: 'input_file_id'.");
  if (typeof endpoint !== 'string') throw invalid('endpoint', "Missing required parameter: 'endpoint'.");
  if (window === undefined) throw invalid('completion_window', "Missing required parameter: 'completion_window'.");
  if (!endpoints.includes(endpoint)) throw wrongValue('endpoint', endpoint, endpoints);
  if (window !== '24h') throw wrongValue('completion_window', String(window), ['24h']);
  if (metadata !== null && !isMetadata(metadata)) throw invalid('metadata', "Invalid 'metadata': expected at most 16 pairs of strings, with keys of at most 64 and values of at most 512 characters.");
  return { endpoint, fileId, metadata };
}

function wrongValue(param: string, value: string, supported: readonly string[]): Refusal {
  const values = supported.map((one) => `'${one}'`).join(', ');
  return new Refusal({ kind: 'invalid_request', subject: param, code: 'invalid_value', message: `Invalid value: '${value}'. Supported values are: ${values}.` });
}

function isMetadata(value: unknown): value is JsonObject {
  return isObject(value) && Object.keys(value).length <= 16 && Object.entries(value).every(([key, text]) => key.length <= 64 && typeof text === 'string' && text.length <= 512);
}

/** What a rule for a model may name: the model of the file's first line. */
function firstModel({ json, shelf }: BatchCall): string | undefined {
  const text = shelf.files.get(String(json['input_file_id']))?.text ?? '';
  const end = text.indexOf('\n');
  const line = parseJson(end < 0 ? text : text.slice(0, end));
  const model = isObject(line) && isObject(line['body']) ? line['body']['model'] : undefined;
  return typeof model === 'string' ? model : undefined;
}

function storeResults({ store, newId }: BatchCall, batch: Batch): void {
  const { output, errors } = writeResults(batch, newId);
  const nowMs = batch.beganAtMs.ended ?? batch.createdAtMs;
  for (const [field, text, name] of [['output_file_id', output, 'output'], ['error_file_id', errors, 'error']] as const) {
    if (text === '') continue;
    const file = newFile({ newId, nowMs }, { filename: `${batch.id}_${name}.jsonl`, purpose: 'batch_output', text, bytes: Buffer.byteLength(text) });
    store(file);
    batch.shown[field] = file.id;
  }
}

function findBatch({ shelf }: BatchCall, id: string): Batch {
  const batch = shelf.batches.get(id);
  if (batch === undefined) throw noBatch(id);
  return batch;
}

function noBatch(id: string): Refusal {
  return new Refusal({ kind: 'invalid_request', status: 404, message: `No batch found with id '${id}'.` });
}

function reply(batch: Batch): BatchReply {
  return { body: JSON.stringify(batchToJson(batch)) };
}
