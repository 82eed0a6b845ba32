// A page of a list whose newest entry comes first.

export interface Page<T> {
  entries: readonly T[];
  hasMore: boolean;
}

export interface PageQuery {
  limit: number;
  /** The id that the page follows. */
  after?: string | null;
}

/** Undefined for a cursor that is not in the list: it is no place to start from. */
export function pageOf<T extends { id: string }>(oldestFirst: Iterable<T>, { limit, after }: PageQuery): Page<T> | undefined {
  const all = [...oldestFirst].reverse();
  const place = after == null ? -1 : all.findIndex(({ id }) => id === after);
  if (after != null && place < 0) return undefined;
  const end = place + 1 + limit;
  return { entries: all.slice(place + 1, end), hasMore: end < all.length };
}

/** A whole number from a query, between 1 and a ceiling; anything else is the vendor's default. */
export function limitOf(written: string | null, { fallback, max }: { fallback: number; max: number }): number {
  const limit = Number(written ?? Number.NaN);
  return Number.isSafeInteger(limit) && limit >= 1 ? Math.min(limit, max) : fallback;
}
