// The adapter's limits, each with its reason.

/** Body of a whole answer. The longest answers of today are a few MiB of base64; beyond it something is wrong. */
export const answerBytesMax = 16 * 1024 ** 2;
/** Body of an answer that is pictures: ten of them, each of a few MiB in base64. They are paid for by the time they are read, so refusing them costs more than the memory. */
export const imageAnswerBytesMax = 64 * 1024 ** 2;
/** An answer that came packed, unpacked: four of the longest ones, so that no honest one is refused. */
export const unpackedBytesMax = 64 * 1024 ** 2;
/** Answers to anything but attempts: model lists and tokens. The longest list of today has two megabytes. */
export const fetchedBytesMax = 16 * 1024 ** 2;
/** Body of an error. Vendors send a few hundred bytes; HTML pages of proxies are longer and say no more. */
export const errorBodyBytesMax = 64 * 1024;
/** One event of a stream. An image as base64 fits; an endless line must not fill the memory. */
export const streamEventBytesMax = 8 * 1024 ** 2;
/** What may wait unread per call before the socket is paused: a few reads, so that a slow reader costs little memory. */
export const unreadBytesMax = 256 * 1024;
/** Connections per vendor address: a stream holds one for its whole life, and a peer may have 1 000 calls open here. */
export const connectionsPerOriginMax = 1_000;
/** Idle connections stay this long; most vendors close after 60 s or more and say so in Keep-Alive. */
export const keepAliveMs = 20_000;
/** An HTTP/2 connection that is asked and stays silent for so long is dead: several times what a slow link with a lost packet takes. */
export const deadConnectionMs = 5_000;
/** The longest a connection may take to open, whatever the attempts that wait for it say. */
export const connectMsMax = 30_000;
/** A response's headers; twice what Node allows by default, since gateways add theirs. */
export const headerBytesMax = 32 * 1024;
/** After the end marker the body may take this long to end, so that the connection can be used again. */
export const lingerMs = 1_000;
/** A wish to wait longer than this is not believed: the router would set the route aside for a day over a typo. */
export const retryAfterMsMax = 24 * 3600_000;
/** Of a vendor's words in a message of ours: enough for its sentence, too little for a prompt. */
export const vendorWordsMax = 300;
/** Quoted text longer than this may be a piece of a prompt, and is left out of messages. */
export const quotedWordsMax = 40;
/** A shorter value of a credential is a word like any other; taking it out of sentences would tell more than it hides. */
export const secretLengthLeast = 8;
/** So much of a longer one is taken out as well: vendors' words are cut before they are told, and the cut may go through a token. */
export const secretHeadLength = 16;
/** The raw usage block in a fact; of a longer one only the hash. */
export const rawUsageBytesMax = 8 * 1024;
/** What a fact needs beside the terms and the usage block: ids, names, meters and one sentence, all bounded below. */
export const factOverheadBytes = 8 * 1024;
/** Ids and model names as vendors answer them. */
export const answeredNameMax = 256;
/** A sentence about a failure. */
export const sentenceLengthMax = 1_024;
/** A vendor's error code or type: the longest of today is a third of it, and prose in its place is not for a code's field. */
export const vendorCodeLengthMax = 128;
/** Counts that no mapping knows. More than these are no usage block but noise. */
export const unmappedMetersMax = 16;
/** Warnings per attempt; a stream that warns at every event says it no better. */
export const warningsMax = 16;
/** An attempt was decided on a catalog revision; this is how long we wait for it. */
export const revisionWaitMs = 1_000;
/** Asking credential for a key: the request's own deadline is running meanwhile. */
export const credentialFetchMs = 2_000;
/** Asking the ledger which facts it has; it reads an index. */
export const disposedAskMs = 5_000;
/** Asking a vendor's own token service, which answers in a tenth of a second; the request's own deadline is running meanwhile. */
export const tokenFetchMs = 5_000;
/** A token this near to its end is renewed: the call that carries it may wait in a queue. */
export const tokenSpareMs = 5 * 60_000;
/** Tokens kept of one vendor, one per credential: more than tenants bring, and a few KiB each. */
export const tokensMax = 1_000;
/** A model list is no hot call, and some vendors have thousands of models. */
export const listModelsMs = 20_000;
/** Pages of a model list, where we turn them ourselves; an endless list must end. */
export const modelPagesMax = 50;
/** What a probe may say: one word is a sign of life, and reasoning models need room to think of it. */
export const probeOutputTokens = 16;
/** Attempts under way at the end may take this long, so that their usage is booked instead of estimated; it fits into a pod's grace of 30 s. */
export const attemptsDrainMs = 20_000;
/** Timers of an attempt that came without them. */
export const connectMsDefault = 5_000;
export const firstOutputMsDefault = 15_000;
export const idleMsDefault = 15_000;
export const totalMsDefault = 120_000;
/** Items of a batch: each is an open entry of the journal until the vendor has the batch, and ten thousand reserve a sixth of it. */
export const batchItemsMax = 10_000;
/** Ids of items that are remembered as handed over: ten of the largest batches, a few megabytes. */
export const claimedIdsMax = 10 * batchItemsMax;
/** One question about a batch: how it stands, or to stop it. */
export const batchAskMs = 30_000;
/** Handing a batch over, or fetching its answers: tens of megabytes, in either direction. */
export const batchTransferMs = 10 * 60_000;
/** The answers of a batch. They are paid for, so the limit only keeps an endless body out. */
export const batchAnswersBytesMax = 512 * 1024 ** 2;
/** Answers of a batch that come as one JSON: read whole, they take five times their size. */
export const wholeBatchBytesMax = 64 * 1024 ** 2;
/** After so long a batch that the vendor's list does not show was never taken. */
export const batchSettledMs = 10 * 60_000;
/** Batches looked through for one whose acceptance was lost. A list that is longer says nothing: no vendor promises its order. */
export const batchesLookedAtMax = 5_000;
/** How far a vendor's clock may be behind ours when batches that are too old to be meant are left out. */
export const batchClockSkewMs = 60 * 60_000;
