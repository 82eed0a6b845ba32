// Numbers of counting, each with its reason.

// A byte-level tokenizer without a normaliser makes at most one token per byte of what it is given.
export const bytesFactorExact = 1n;

// One byte can become three where a normaliser expands text (NFKC, byte fallback with markers) or
// where the vendor escapes tools once more before it counts them.
export const bytesFactorExpanding = 3n;

// English prose and code come to about four bytes a token with today's vocabularies. For show only.
export const estimatedBytesPerToken = 4;
