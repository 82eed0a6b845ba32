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

/** An uploaded file of requests. OpenAI takes 200 MB; its text, its lines and the requests read from them share one heap here, so a third of that. */
export const uploadBytesMax = 64 * 1024 ** 2;

/** All stored files together, results of batches included; a fraction of Node's default heap, since batches hold their answers too. */
export const storedBytesMax = 256 * 1024 ** 2;

/** Files kept at a time: three per batch, for a batch makes up to two of its own beside the one that was brought. */
export const storedFilesMax = 3_000;

/** Batches kept at a time, ended ones included, until their owner deletes them or the sandbox stops. */
export const batchesMax = 1_000;

/** Items of all kept batches together. Each keeps its answer until the batch is deleted: 4.3 kB of heap for one of OpenAI with its line in the file of results, so less than a gigabyte in all. */
export const batchItemsMax = 200_000;

/** Items answered in one turn, about twenty milliseconds of work: a large batch must not keep other calls waiting. */
export const itemsPerTurnMax = 500;

/** OpenAI's own ceiling for the lines of one batch file. */
export const openAiBatchLinesMax = 50_000;

/** Anthropic's own ceiling for the requests of one batch. */
export const anthropicBatchRequestsMax = 100_000;

/** Mistakes listed of a file that failed validation: enough to mend it by, and no answer as long as the file. */
export const batchMistakesMax = 100;

/** An item without a delay takes so long at the least and at the most: short for tests, uneven so that answers come in another order than they were asked. */
export const itemMsMin = 2;
export const itemMsMax = 8;

/** How long a batch is validated and finalized: long enough to be seen by a caller that asks at once. */
export const batchStepMs = 5;

/** How long a cancelled batch is still winding down. */
export const batchCancelMs = 20;
