// Every bound of the sandbox, each with the reason for its number.

/** Anthropic's documented request limit is 32 MB and the smallest of the three vendors', so one number serves all. */
export const requestBytesMax = 32 * 1024 * 1024;

/** A control call carries one rule or one key; a mebibyte leaves room for a long answer text. */
export const controlBytesMax = 1024 * 1024;

/** An entry was measured at 420 bytes, so a full bill stays under half a gigabyte; beyond it calls are refused, because a dropped entry would be a lie. */
export const billEntriesMax = 1_000_000;

/** Rules are tried one after the other for every call, so a long list would slow the plain path. */
export const rulesMax = 1_000;

/** A test marks a handful of keys; the bound only keeps a runaway script from eating memory. */
export const keyMarksMax = 10_000;

/** Models that a control call may add beside the price file. */
export const addedModelsMax = 1_000;

/** Prompt prefixes remembered per Anthropic port; the oldest leaves first, as a vendor's cache does. */
export const cachedPrefixesMax = 10_000;

/** OpenAI's own ceiling for `n`. */
export const choicesMax = 128;

/** OpenAI's ceiling for one embeddings call is 2 048 inputs. */
export const embeddingInputsMax = 2_048;

/** Pictures of one call; OpenAI paints as many. */
export const imagesPerCallMax = 10;

/** Text is handed to the socket in pieces of about this size, so that a slow reader holds no more than one of them in our heap. */
export const writeBatchCharsMax = 16 * 1024;

/** Longest pause a behaviour may ask for: an hour outlives any sane deadline, and setTimeout itself breaks above 24 days. */
export const delayMsMax = 3_600_000;

/** What a packed bomb unpacks to: far more than any honest answer. */
export const bombBytes = 128 * 1024 ** 2;

/** An endless line ends here, should its reader never tire. */
export const endlessBytesMax = 1024 ** 3;

/** Most tokens that a behaviour may ask to be generated as text: 1 000 000 tokens are about 4 MB of answer. */
export const outputTokensMax = 1_000_000;

/** Largest count a behaviour may claim in a usage block; far above any model's window and still an exact float. */
export const claimedTokensMax = 1_000_000_000_000;

/** A schema may refer to itself; samples stop descending here. */
export const schemaDepthMax = 12;

/** Kept connections outlive the idle times of usual client pools, so that the client and not the sandbox closes first. */
export const keepAliveMs = 75_000;
