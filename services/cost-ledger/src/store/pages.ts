// Cursors: where a page ended, as text that callers hand back unread.
import { AppError, Reason } from '@switchyard/common/errors';
import type { PageRequest } from '@switchyard/proto/common/v1/page';
import { pageSizeDefault, pageSizeMax } from '../limits.js';

export interface Page {
  readonly size: number;
  /** The sort key of the last row of the page before; undefined at the start. */
  readonly after: readonly string[] | undefined;
}

export function pageOf(request: PageRequest | undefined, keyLength: number): Page {
  const size = request?.size ?? 0;
  if (size < 0 || size > pageSizeMax) throw new AppError(Reason.INVALID_FIELD, `A page has 1 to ${pageSizeMax} rows, not ${size}.`, { field: 'page.size' });
  return { size: size === 0 ? pageSizeDefault : size, after: request === undefined || request.cursor === '' ? undefined : readCursor(request.cursor, keyLength) };
}

/** Takes one row more than the page has, to know whether there is another page. */
export function cutPage<Row>(rows: readonly Row[], size: number, keyOf: (row: Row) => readonly string[]): { rows: readonly Row[]; nextCursor: string } {
  const last = rows[size - 1];
  if (rows.length <= size || last === undefined) return { rows, nextCursor: '' };
  return { rows: rows.slice(0, size), nextCursor: Buffer.from(JSON.stringify(keyOf(last))).toString('base64url') };
}

function readCursor(cursor: string, keyLength: number): readonly string[] {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(key) && key.length === keyLength && key.every((part) => typeof part === 'string' && !part.includes('\0'))) return key;
  } catch {
    // Told below: whatever is wrong with it, it is not one of ours.
  }
  throw new AppError(Reason.INVALID_FIELD, 'The cursor is not one that this list gave out.', { field: 'page.cursor', nextStep: 'Start again without a cursor.' });
}
