// Numbers of counting, each with its reason.

// English prose and code come to about four bytes a token with today's vocabularies. For show only.
export const estimatedBytesPerToken = 4;
