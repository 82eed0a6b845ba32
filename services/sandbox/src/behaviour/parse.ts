// Reads a behaviour from JSON. A field that is unknown or out of range is an error
// and never ignored: a fault that was not injected would prove nothing.

import { isObject } from '../http/json.js';
import { delayMsMax, outputTokensMax } from '../limits.js';
import type { Behaviour } from './behaviour.js';
import * as field from './field.js';

const chunks = field.whole(0, 1_000_000);

const fields: Record<string, { key: keyof Behaviour; check: field.Check }> = {
  status: { key: 'status', check: field.whole(400, 599) },
  retry_after: { key: 'retryAfter', check: field.headerValue },
  error_message: { key: 'errorMessage', check: field.text },
  error_code: { key: 'errorCode', check: field.text },
  hang: { key: 'hang', check: field.flag },
  reset: { key: 'reset', check: field.resetMoment },
  html: { key: 'html', check: field.flag },
  half_json: { key: 'halfJson', check: field.flag },
  content_type: { key: 'contentType', check: field.headerValue },
  packed: { key: 'packed', check: field.packing },
  endless_line: { key: 'endlessLine', check: field.flag },
  invalid_utf8: { key: 'invalidUtf8', check: field.flag },
  text: { key: 'text', check: field.text },
  echo: { key: 'echo', check: field.flag },
  reasoning: { key: 'reasoning', check: field.text },
  empty: { key: 'empty', check: field.flag },
  output_tokens: { key: 'outputTokens', check: field.whole(0, outputTokensMax) },
  tool_calls: { key: 'toolCalls', check: field.toolCalls },
  finish_reason: { key: 'finishReason', check: field.text },
  answer_model: { key: 'answerModel', check: field.text },
  usage: { key: 'usage', check: field.usage },
  usage_missing: { key: 'usageMissing', check: field.flag },
  usage_reported: { key: 'usageReported', check: field.usage },
  usage_twice: { key: 'usageTwice', check: field.flag },
  delay_ms: { key: 'delayMs', check: field.delay },
  first_token_delay_ms: { key: 'firstTokenDelayMs', check: field.delay },
  chunk_delay_ms: { key: 'chunkDelayMs', check: field.delay },
  chunk_count: { key: 'chunkCount', check: field.whole(1, 1_000_000) },
  chunk_size: { key: 'chunkSize', check: field.whole(1, 1_000_000) },
  segment_bytes: { key: 'segmentBytes', check: field.whole(1, 1_000_000) },
  cut_after_bytes: { key: 'cutAfterBytes', check: field.whole(0, 1_000_000_000) },
  cut_after_chunks: { key: 'cutAfterChunks', check: chunks },
  stall_after_chunks: { key: 'stallAfterChunks', check: chunks },
  error_after_chunks: { key: 'errorAfterChunks', check: chunks },
  malformed_chunk: { key: 'malformedChunk', check: field.chunkNumber },
  no_end_marker: { key: 'noEndMarker', check: field.flag },
  no_finish_reason: { key: 'noFinishReason', check: field.flag },
  batch_expires_ms: { key: 'batchExpiresMs', check: field.whole(1, delayMsMax) },
  after_hangup: { key: 'afterHangup', check: field.afterHangup },
  charged: { key: 'charged', check: field.flag },
  seed: { key: 'seed', check: field.whole(0, 4_294_967_295) },
};

/** Throws a TypeError or RangeError whose message names the field. */
export function parseBehaviour(value: unknown): Behaviour {
  if (!isObject(value)) throw new TypeError('a behaviour is a JSON object such as {"status": 429, "retry_after": 2}');
  const behaviour: Record<string, unknown> = {};
  for (const [name, given] of Object.entries(value)) {
    const known = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (known === undefined) throw new TypeError(`there is no behaviour "${name}"; there are ${Object.keys(fields).join(', ')}`);
    try {
      behaviour[known.key] = known.check(given);
    } catch (error) {
      throw new TypeError(`${name} ${(error as Error).message}`);
    }
  }
  return behaviour as Behaviour;
}
