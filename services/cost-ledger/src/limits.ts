// The ledger's limits and defaults, each with its reason.

/** Messages per booking transaction. A message holds up to 100 facts, and a transaction's locks must be short. */
export const batchMessagesMax = 16;
/** A replica that is not the booking one asks this often whether it may be. */
export const leaderRetryMs = 1_000;
/** How often what time decides is looked at: late witnesses, suspect holds, thresholds. */
export const sweepEveryMs = 1_000;
/** Attempts and holds that one sweep takes on; the rest is for the next. */
export const sweepRowsMax = 500;
/** Facts and requests are kept for 30 days. */
export const keepMs = 30 * 24 * 60 * 60 * 1000;
/** Old rows go in small bites, so that booking never waits for them. */
export const purgeRowsMax = 5_000;
export const purgeEveryMs = 60_000;

/** An attempt that only the router reports is waited for this long from receipt. */
export const witnessWaitDefaultMs = 600_000;
/** Clocks of two pods differ by less, and an order reaches its adapter in less. */
export const witnessMarginMs = 5_000;
/** Around the start of a window attempts are looked at this far before it: their times are their routers', the window is ours. */
export const clockMarginMs = 60_000;
/** An attempt without a hold is waited for this long before it is suspect: no request may take longer. */
export const adoptedHoldLifeMs = 3_600_000;
/** An adapter that has said nothing for this long is not waited for: thirty of its watermarks are missing. */
export const witnessSilentMs = 300_000;
/** Past its deadline by this much, a hold is suspect. */
export const holdSuspectAfterDefaultMs = 60_000;
/** A router that came back by another name reports its lost attempts in one go; six of its watermarks later they are all here. */
export const unknownSettleMs = 60_000;

/** Holds that are taken in one transaction: one flush to disk for all that came meanwhile. */
export const holdsPerTransactionMax = 64;
/** Holds that wait; beyond it the answer is "no" at once, since the router gives up after 50 ms. */
export const holdsWaitingMax = 2_048;

/** One list answer. */
export const pageSizeDefault = 100;
export const pageSizeMax = 1_000;
export const holdsListedMax = 1_000;
/** Ids per question; a journal asks for 500. */
export const disposedIdsMax = 1_000;
/** Dimensions of a report: a fourth makes tables that nobody reads. */
export const groupByMax = 3;
/** Rows of a report; the total covers the rest. */
export const reportRowsMax = 10_000;
/** Entries read per step of an export, and the bytes sent in one frame. */
export const exportRowsPerStep = 1_000;

/** Asking the catalog for a price version. */
export const priceTimeoutMs = 5_000;
/** Waiting for the database at start. */
export const databaseWaitMs = 60_000;
/** Settings of budgets changed by another replica are noticed within this: an emergency stop takes less than a second. */
export const budgetsPollMs = 500;
/** Announcements of booked entries under way; beyond it they are dropped, since the table tells all. */
export const announcementsMax = 2_000;
/** Ids and names longer than this are a mistake of their writer. */
export const idLengthMax = 256;
/** Names that are keys of tables: six of them share one index row, which takes 2.7 kB. */
export const keyTextBytesMax = 384;
/** Requests that are re-driven in one call. */
export const redriveMax = 1_000;
