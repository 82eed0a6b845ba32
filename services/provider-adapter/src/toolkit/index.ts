// What providers build on: the wire, its formats, and judgements that all vendors share.
export { bearer } from './bearer.js';
export { BlockWriter } from './block-writer.js';
export { openAiDialect, type OpenAiCall, type OpenAiDialectOptions } from './dialects/openai/index.js';
export { readGoogleError } from './google/error.js';
export { forgettingToken, tokenOf } from './google/service-account.js';
export { eventFailure, type VendorError } from './http/answer-failure.js';
export { postOrder } from './http/post-order.js';
export { readJsonAnswer, requireStream } from './http/read-body.js';
export { arrayAt, badOutput, countAt, isObject, objectAt, parseJson, parseObject, textAt, type JsonObject } from './json/json.js';
export { statedCharge } from './json/stated-charge.js';
export { unmappedCounts } from './json/unmapped-counts.js';
export { cannotSay, dropped } from './order-words.js';
export { base64Of, dataUrlOf, splitDataUrl } from './media.js';
export { extraObject, schemaOf } from './order-json.js';
export { readEventStream, type BinaryEvent } from './stream/event-stream.js';
export { readLines, readSse, withoutEndMarker } from './stream/read-stream.js';
export type { SseEvent } from './stream/sse-parser.js';
