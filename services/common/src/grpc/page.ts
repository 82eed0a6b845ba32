// Paging through lists that are numbered and read from the newest down. The cursor is the number of the last row shown.
import { AppError, Reason } from '../errors/index.js';
import { pageSizeDefault, pageSizeMax } from './limits.js';

export interface NumberedPage {
  readonly size: number;
  /** Rows below this number; undefined starts at the newest. */
  readonly before: bigint | undefined;
}

/** Throws INVALID_ARGUMENT on a size or cursor that is never right. */
export function numberedPage(page: { readonly size: number; readonly cursor: string } | undefined): NumberedPage {
  const size = page?.size ?? 0;
  if (size < 0 || size > pageSizeMax) {
    throw new AppError(Reason.INVALID_FIELD, `A page has 1 to ${pageSizeMax} rows, not ${size}.`, { field: 'page.size', nextStep: `Leave it out for ${pageSizeDefault}.` });
  }
  const cursor = page?.cursor ?? '';
  if (!/^[0-9]{0,18}$/.test(cursor)) {
    throw new AppError(Reason.INVALID_FIELD, 'This cursor did not come from an earlier page.', { field: 'page.cursor', nextStep: 'Leave it out to start at the newest.' });
  }
  return { size: size === 0 ? pageSizeDefault : size, before: cursor === '' ? undefined : BigInt(cursor) };
}

/** The cursor of the next page: empty when `rows`, read with one more than the page's size, do not reach further. */
export function nextNumberedCursor<Row>(rows: readonly Row[], size: number, numberOf: (row: Row) => bigint): string {
  const last = rows[size - 1];
  return rows.length > size && last !== undefined ? numberOf(last).toString() : '';
}
