// A page of a list whose newest entry comes first.

export interface Page<T> {
  entries: readonly T[];
  hasMore: boolean;
}

export interface PageQuery {
  limit: number;
  /** The id that the page follows; one that is not there is no place to start from. */
  after?: string | null;
  /** The id that the page ends before. */
  before?: string | null;
}

/** Undefined for a cursor that is not in the list. */
export function pageOf<T extends { id: string }>(oldestFirst: Iterable<T>, { limit, after, before }: PageQuery): Page<T> | undefined {
  const all = [...oldestFirst].reverse();
  const cursor = after ?? before ?? undefined;
  const place = cursor === undefined ? -1 : all.findIndex(({ id }) => id === cursor);
  if (cursor !== undefined && place < 0) return undefined;
  const isBackwards = after == null && before != null;
  const start = isBackwards ? Math.max(0, place - limit) : place + 1;
  const end = isBackwards ? place : start + limit;
  return { entries: all.slice(start, end), hasMore: isBackwards ? start > 0 : end < all.length };
}

/** A whole number from a query, between 1 and a ceiling; anything else is the vendor's default. */
export function limitOf(written: string | null, { fallback, max }: { fallback: number; max: number }): number {
  const limit = Number(written ?? Number.NaN);
  return Number.isSafeInteger(limit) && limit >= 1 ? Math.min(limit, max) : fallback;
}
