// Limits of telemetry, each with its reason.

/** Spans leave in batches this often: soon enough to watch a request, seldom enough to cost nothing. */
export const spanExportEveryMs = 500;
/** Spans beyond it are dropped, never waited for: telemetry must not slow a request. */
export const spanQueueMax = 8192;
