// A page of a list, as this vendor cuts it: `limit` (20) entries after `after_id`, or before `before_id`.

import type { JsonObject } from '../../http/json.js';

export function anthropicPage<T extends { id: string }>(entries: readonly T[], show: (entry: T) => JsonObject, query: URLSearchParams): JsonObject {
  const limit = Math.max(1, Math.min(1_000, Number(query.get('limit') ?? 20) || 20));
  const after = entries.findIndex(({ id }) => id === query.get('after_id'));
  const before = entries.findIndex(({ id }) => id === query.get('before_id'));
  const end = before < 0 ? entries.length : before;
  const start = before < 0 ? after + 1 : Math.max(0, before - limit);
  const page = entries.slice(start, Math.min(end, start + limit));
  return {
    data: page.map(show),
    has_more: before < 0 ? start + page.length < entries.length : start > 0,
    first_id: page[0]?.id ?? null,
    last_id: page.at(-1)?.id ?? null,
  };
}
