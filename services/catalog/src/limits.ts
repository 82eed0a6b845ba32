// The catalog's limits and defaults, each with its reason. Defaults are those of the contract, where callers read them.

/** Every router holds the whole catalog and scores it per request; beyond this it belongs into several installations. */
export const modelsMax = 5000;
export const providersMax = 500;
export const featuresMax = 2000;
/** One Change is one transaction and one message. */
export const changesMax = 10_000;
/** A chain is tried within one request's attempt budget; names beyond it would never be reached. */
export const chainMax = 32;
export const listMax = 256;

export const textLengthMax = 2_000;
export const commentLengthMax = 500;
export const customParametersBytesMax = 16 * 1024;
/** Prices of one version: meters x bands x tiers x regions of the vendors we know stay far below. */
export const priceRowsMax = 200;

export const contextWindowDefault = 4096n;
export const defaultOutputTokensMax = 4096n;
export const requestsPerMinuteDefault = 60n;
export const tokensPerMinuteDefault = 10_000n;
export const qualityScoreDefault = 0.8;
export const speedScoreDefault = 0.8;
export const reliabilityScoreDefault = 0.9;
export const retriesDefault = 3;
export const tokensPerByteFactorDefault = 3;
export const requestsPerHourDefault = 3600n;
export const burstDefault = 10n;
export const healthCheckIntervalSDefault = 300n;

/** Whoever changes the catalog waits for this check; an adapter that is slower than this is as good as away. */
export const providerTypesTimeoutMs = 2_000;
/** A service that starts beside its database waits this long for it. */
export const databaseWaitMs = 30_000;
