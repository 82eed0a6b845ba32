// The transport's limits, each with its reason.

/** Prompts with images fit; a bigger message would stall everything that shares its connection. */
export const messageBytesMax = 16 * 1024 * 1024;
/** What a service adds to a message that it hands on to another one: ids, terms and labels. Inside, a message may be larger by it. */
export const forwardedBytesMax = 64 * 1024;
/** The transport takes larger requests than we accept, so that the refusal comes from us with a reason instead of from it without one. */
export const requestTransportBytesMax = 32 * 1024 * 1024;
/** An answer is paid for by the time it is sent, so the largest that is read from a vendor must fit: 64 MiB of base64 are 48 MiB here. */
export const answerTransportBytesMax = 64 * 1024 * 1024;
/** One peer may have this many calls open on one connection. */
export const concurrentStreamsMax = 1000;
/** Connections are renewed, so that new pods get their share of callers. */
export const connectionAgeMaxMs = 5 * 60_000;
/** A renewed connection lets its calls finish: the longest allowed deadline and a little. */
export const connectionGraceMs = 130_000;
/** A silent connection is asked for a sign of life this often, and dropped when none comes in time. */
export const keepaliveEveryMs = 30_000;
export const keepaliveTimeoutMs = 10_000;
/** A call without a deadline gets this one. */
export const deadlineDefaultMs = 120_000;
/** A call to a peer leaves this much of its caller's time for the way back. */
export const deadlineMarginMs = 50;
/** A watch that has shown no sign of life for this long is started again; servers send one every 10 s. */
export const watchSilenceMaxMs = 30_000;
export const watchSignOfLifeEveryMs = 10_000;
/** Waits between tries to start a watch again: doubling from the first to the last, with full jitter. */
export const watchRetryFirstMs = 100;
export const watchRetryLastMs = 5_000;
/** At the end, calls under way may take this long before they are cut: within the 30 s that the lifecycle gives a resource. */
export const closeGraceMs = 25_000;
/** Rows of a page when the caller names no number, and the most it may name: a message stays far below its limit. */
export const pageSizeDefault = 100;
export const pageSizeMax = 1000;
