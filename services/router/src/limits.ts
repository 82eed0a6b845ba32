// The router's limits and defaults, each with its reason.

/** A conversation longer than this is a mistake, or an attack on memory. */
export const messagesMax = 2048;
/** Parts of one message. */
export const partsMax = 256;
/** Tools of one request; vendors take 128. */
export const toolsMax = 128;
/** Stop sequences; the vendor that takes most takes 16. */
export const stopSequencesMax = 16;
/** Texts of one call for vectors; OpenAI takes as many. */
export const embedInputsMax = 2048;
/** Pictures of one call; OpenAI paints as many. */
export const imagesMax = 10;
/** Pictures that are looked at in one call; Cloud Vision takes as many. */
export const analyzedImagesMax = 16;
export const labelsPerImageMax = 1_000;
/** One picture as bytes; the vendor that takes most takes 20 MB, and a message holds 16 MiB. */
export const imageBytesMax = 15 * 1024 ** 2;
/** An address of a picture or document; longer ones are data in disguise. */
export const mediaAddressLengthMax = 8_192;
/** Labels are for reports, not for data. */
export const labelsMax = 16;
export const labelLengthMax = 128;
/** Ids and names that callers send, end_user among them. Every attempt repeats some of them in its facts, twice. */
export const nameLengthMax = 256;
/** Names in one list of a request: above any catalog's capabilities, and small in a fact. */
export const namesMax = 64;
/** JSON schemas deeper than this have no honest use and cost stack. */
export const schemaDepthMax = 64;
/** Fields that are passed on by a tenant's leave: no vendor nests its knobs as deep. Schemas among them are not counted. */
export const extraFieldDepthMax = 16;

/** A call without a deadline gets this one. */
export const deadlineDefaultMs = 120_000;
/** No caller may wait longer than this. */
export const deadlineMaxMs = 3_600_000;
/** Children get their parent's deadline less this, so that our answer is in time. */
export const deadlineMarginMs = 50;

/** With less time than this left no provider is called: it would be paid for an answer that nobody waits for. */
export const attemptLeastMs = 25;
/** An attempt that ended this close to the deadline was ended by it. */
export const deadlineSlackMs = 150;

/** Provider calls of one request, at least and at most. */
export const attemptsLeast = 4;
export const attemptsMost = 8;
/** Candidates named in a decision; the rest are counted, since a decision travels and is kept in at most 16 KiB. */
export const decisionCandidatesMax = 20;

/** Backoff before the same route is tried again: U(0, min(cap, base * 2^n)). */
export const backoffBaseMs = 100;
export const backoffCapMs = 5_000;
/** Retries of one router: this share of its requests plus so many a second, counted over ten seconds. */
export const retryShare = 0.2;
export const retriesPerSecond = 10;
export const retryDepositLifeMs = 10_000;

/** A rate-limited route that said nothing cools for this long, doubling to the cap. */
export const coolFirstMs = 5_000;
export const coolCapMs = 60_000;
/** An absurd Retry-After is cut to this, so that one bad header cannot take a route out for a day. */
export const coolHeaderCapMs = 600_000;
/** A model that its provider no longer offers is tried again after this. */
export const modelGoneMs = 600_000;
/** A credential that was refused is set aside for this long, unless it is rotated before. */
export const credentialSuspectMs = 60_000;

/** Breaker: opens after so many failures in a row, or above a share of at least so many calls within errorWindowMs. */
export const breakerFailuresInRow = 5;
export const breakerErrorShare = 0.5;
export const breakerCallsLeast = 20;
/** It stays open for this long, twice as long each further time, up to the cap. */
export const breakerOpenMs = 60_000;
export const breakerOpenCapMs = 300_000;
/** Half-open lets so many probes through at once, and closes after so many successes. */
export const breakerProbesMax = 3;
export const breakerSuccessesToClose = 3;

/** Latency is a peak-sensitive moving average with this time constant. */
export const latencyTauMs = 10_000;
/** Error rates are counted in buckets over this window; buckets age also when idle. */
export const errorWindowMs = 60_000;
export const errorBuckets = 10;
/** A failure feeds the latency average at least this, since a fast failure is not a fast server. */
export const failurePenaltyMs = 5_000;
/** Scores closer than this are near-equal: the less loaded of two random ones wins, so that replicas do not herd. */
export const nearEqualScore = 0.05;

/** Timers of an attempt, where the model's row says nothing. */
export const connectMs = 5_000;
export const firstOutputMs = 15_000;
export const idleMs = 15_000;
export const plainTotalMs = 30_000;
export const reasoningFirstOutputMs = 120_000;
export const reasoningIdleMs = 60_000;
export const reasoningTotalMs = 120_000;
/** A plain call may take as long as its longest answer needs at this speed, plus ten seconds. */
export const slowestTokensPerSecond = 20;
export const plainHeadroomMs = 10_000;

/** What is held back of a stream until its first meaningful output, so that it can fail over unseen. */
export const preambleFramesMax = 64;

/** Fixed token costs of chat templates: above every template that was measured. */
export const tokensPerRequest = 64n;
export const tokensPerMessage = 16n;
export const tokensPerTool = 64n;

/** One Budgets.Hold call may take this long. */
export const holdTimeoutMs = 50;
/** Decisions kept for Explain until the ledger has them. */
export const recentRequestsMax = 10_000;
/** What the end of an attempt needs beside its terms: meters, ids and names as answered (256 characters each), and one sentence. */
export const attemptRoomBytes = 8 * 1024;
/** What the end of a request needs beside payer and attempts: a decision of 16 KiB, and one sentence. */
export const requestRoomBytes = 20 * 1024;
/** A sentence about a failure, as facts keep it. */
export const sentenceLengthMax = 1_024;
/** Asking the ledger what it has disposed of is never urgent. */
export const askDisposedTimeoutMs = 10_000;
/** A request by HTTP: pictures come as base64 there, so a message of 16 MiB is 21.3 MiB long, and has some JSON around it. */
export const bodyBytesMax = 22 * 1024 ** 2;
/** A caller of the HTTP door may take this long to send its request: the longest one at a slow uplink, and no more. */
export const bodyTimeoutMs = 120_000;
