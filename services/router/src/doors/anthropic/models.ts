// The model list in the dialect's shape, page by page: https://docs.claude.com/en/api/models-list
// Features are listed too, since `model` takes them.
import { AppError, Reason } from '@switchyard/common/errors';
import { overviewOf } from '../../domain/overview.js';
import type { HttpCall } from '../http/http-call.js';
import { fault } from '../http/read.js';

const pageSizeDefault = 20;
/** As many as the vendor gives at once. */
const pageSizeMax = 1_000;

interface Listed {
  readonly id: string;
}

export function modelPage(call: HttpCall): object {
  const query = call.query;
  const all = allModels(call);
  const size = sizeOf(query['limit']);
  const [after, before] = [query['after_id'], query['before_id']];
  if (after !== undefined && before !== undefined) throw fault('before_id', 'after_id is set too', 'Send one of them.');
  const first = after === undefined ? 0 : placeOf(all, after, 'after_id') + 1;
  const end = before === undefined ? all.length : placeOf(all, before, 'before_id');
  const data = before === undefined ? all.slice(first, first + size) : all.slice(Math.max(0, end - size), end);
  const hasMore = before === undefined ? first + size < all.length : end > size;
  return { data, has_more: hasMore, first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null };
}

export function modelObject(call: HttpCall): object {
  const found = allModels(call).find(({ id }) => id === call.rest);
  if (found === undefined) throw new AppError(Reason.UNKNOWN_MODEL, `There is no model "${call.rest}".`, { field: 'model', nextStep: 'List the models with GET /v1/models.' });
  return found;
}

function allModels({ catalog, principal }: HttpCall): Listed[] {
  const { models, features } = overviewOf(catalog, principal);
  return [
    ...models.map(({ name, createdAtS, contextWindow, maxOutputTokens }) => listed(name, { createdAtS, maxInputTokens: Number(contextWindow), maxTokens: maxOutputTokens === 0n ? null : Number(maxOutputTokens) })),
    ...features.map((name) => listed(`feature:${name}`, { createdAtS: 0n, maxInputTokens: null, maxTokens: null })),
  ];
}

function listed(id: string, { createdAtS, maxInputTokens, maxTokens }: { createdAtS: bigint; maxInputTokens: number | null; maxTokens: number | null }) {
  return { type: 'model', id, display_name: id, created_at: new Date(Number(createdAtS) * 1000).toISOString(), max_input_tokens: maxInputTokens, max_tokens: maxTokens, capabilities: null, lifecycle: 'active', line: null, deprecated_at: null, retires_at: null };
}

function sizeOf(text: string | undefined): number {
  if (text === undefined) return pageSizeDefault;
  const size = Number(text);
  if (!Number.isInteger(size) || size < 1 || size > pageSizeMax) throw fault('limit', `"${text.slice(0, 32)}" is no page size`, `Use 1 to ${pageSizeMax}.`);
  return size;
}

function placeOf(all: readonly Listed[], id: string, field: string): number {
  const place = all.findIndex((model) => model.id === id);
  if (place < 0) throw fault(field, `there is no model "${id.slice(0, 128)}"`, 'Use an id of the page before.');
  return place;
}
