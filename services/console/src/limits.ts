// The console's limits, each with its reason.

/** One management call may take this long; exports stream and have their own. */
export const callTimeoutMs = 30_000;
/** A generation behind the console, as long as the router itself allows. */
export const generateTimeoutMs = 120_000;
/** A whole export of a large ledger. */
export const exportTimeoutMs = 3_600_000;
/** A request with pictures as base64. */
export const bodyBytesMax = 24 * 1024 * 1024;
/** Entries of a list without a page size, and the most. */
export const pageSizeDefault = 50;
export const pageSizeMax = 1000;
