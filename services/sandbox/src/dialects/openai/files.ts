// Files: https://platform.openai.com/docs/api-reference/files. Only those that a batch is made of or makes.

import { limitOf, pageOf } from '../../batches/page.js';
import type { StoredFile } from '../../batches/shelf.js';
import type { JsonObject } from '../../http/json.js';
import type { BatchCall, BatchReply, BatchWire } from '../dialect.js';
import { Refusal, invalid } from '../failure.js';

/** https://platform.openai.com/docs/api-reference/files/create: files of batches expire after thirty days. */
const fileLifetimeMs = 30 * 24 * 3_600_000;

export const uploadFile: BatchWire = {
  takes: 'form',
  serve(call) {
    const { fields, file } = call.form;
    if (file === undefined) throw invalid('file', "Missing required parameter: 'file'.");
    const purpose = fields['purpose'];
    if (purpose === undefined) throw invalid('purpose', "Missing required parameter: 'purpose'.");
    if (purpose !== 'batch') throw invalid('purpose', `sandbox: it keeps files of the purpose 'batch' only, not '${purpose}'.`);
    if (!file.name.endsWith('.jsonl')) throw invalid(undefined, 'Invalid file format for Batch API. Must be .jsonl');
    const stored = newFile(call, { filename: file.name, purpose, text: file.text, bytes: file.bytes });
    call.store(stored);
    return reply(fileToJson(stored));
  },
};

export const listFiles: BatchWire = {
  takes: 'nothing',
  serve({ shelf, query }) {
    const purpose = query.get('purpose');
    const files = [...shelf.files.values()].filter((file) => purpose === null || file.purpose === purpose);
    const page = pageOf(files, { limit: limitOf(query.get('limit'), { fallback: 10_000, max: 10_000 }), after: query.get('after') });
    if (page === undefined) throw noFile(query.get('after') ?? '');
    return reply(listToJson(page.entries.map(fileToJson), page.hasMore));
  },
};

export function showFile(id: string): BatchWire {
  return { takes: 'nothing', serve: (call) => reply(fileToJson(findFile(call, id))) };
}

export function readFile(id: string): BatchWire {
  return { takes: 'nothing', serve: (call) => ({ body: findFile(call, id).text, contentType: 'application/octet-stream' }) };
}

export function deleteFile(id: string): BatchWire {
  return {
    takes: 'nothing',
    serve(call) {
      if (!call.forgetFile(id)) throw noFile(id);
      return reply({ id, object: 'file', deleted: true });
    },
  };
}

export function newFile({ newId, nowMs }: Pick<BatchCall, 'newId' | 'nowMs'>, file: Pick<StoredFile, 'filename' | 'purpose' | 'text' | 'bytes'>): StoredFile {
  return { ...file, id: `file-${newId()}`, createdAtMs: nowMs, expiresAtMs: nowMs + fileLifetimeMs };
}

/** The vendor's lists: a page, and where it begins and ends. */
export function listToJson(data: readonly JsonObject[], hasMore: boolean): JsonObject {
  return { object: 'list', data, first_id: data[0]?.['id'] ?? null, last_id: data.at(-1)?.['id'] ?? null, has_more: hasMore };
}

function findFile({ shelf }: BatchCall, id: string): StoredFile {
  const file = shelf.files.get(id);
  if (file === undefined) throw noFile(id);
  return file;
}

export function noFile(id: string): Refusal {
  return new Refusal({ kind: 'invalid_request', status: 404, subject: 'id', message: `No such File object: ${id}` });
}

function fileToJson(file: StoredFile): JsonObject {
  return {
    id: file.id,
    object: 'file',
    bytes: file.bytes,
    created_at: Math.floor(file.createdAtMs / 1000),
    expires_at: Math.floor(file.expiresAtMs / 1000),
    filename: file.filename,
    purpose: file.purpose,
    status: 'processed',
    status_details: null,
  };
}

function reply(json: JsonObject): BatchReply {
  return { body: JSON.stringify(json) };
}
