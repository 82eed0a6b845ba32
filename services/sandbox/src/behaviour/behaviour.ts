// How one call is to behave. Everything is optional; an empty behaviour is a good vendor.

import type { UsageOverride } from './usage-override.js';

export interface Behaviour {
  // Instead of an answer.
  /** Answers with this HTTP status, 400 or more, and the vendor's error body for it. */
  status?: number;
  /** The raw value of a Retry-After header on an error, absurd ones included. */
  retryAfter?: string;
  errorMessage?: string;
  /** Overrides the machine-readable code of the error body. */
  errorCode?: string;
  /** Never answers. */
  hang?: boolean;
  /** Resets the TCP connection before the status line, or right after the headers. */
  reset?: 'before_headers' | 'after_headers';
  /** A page of HTML where JSON was promised, as a proxy in the way sends it. */
  html?: boolean;
  /** What the answer calls itself, whatever it is. */
  contentType?: string;
  /** Packs the body, or sends a little that unpacks to 128 MiB. Streams are packed whole. */
  packed?: 'gzip' | 'br' | 'zstd' | 'bomb';
  /** A body that is one line without an end, until the caller leaves. */
  endlessLine?: boolean;
  /** Bytes in the answer's text that are no UTF-8. */
  invalidUtf8?: boolean;
  /** The first half of the JSON body, with a matching Content-Length. */
  halfJson?: boolean;

  // What is answered.
  text?: string;
  /** What the model thinks before it answers, if the call asks it to think; told where the vendor tells it, and billed. */
  reasoning?: string;
  /** Answers with the text of the last user message. */
  echo?: boolean;
  /** An answer without any text. */
  empty?: boolean;
  /** Text of exactly so many tokens. */
  outputTokens?: number;
  toolCalls?: readonly ToolCallWanted[];
  /** `stop`, `length`, `content_filter`, `refusal`, `tool_calls`, or any raw value that is passed on as it is. */
  finishReason?: string;
  /** The model name that the answer claims. */
  answerModel?: string;

  // What is said about usage.
  usage?: UsageOverride;
  usageMissing?: boolean;
  /** What is told in place of what is charged. */
  usageReported?: UsageOverride;
  /** Events of a stream that are no words come twice, usage among them. */
  usageTwice?: boolean;

  // When and how bytes leave.
  delayMs?: number;
  firstTokenDelayMs?: number;
  chunkDelayMs?: number;
  chunkCount?: number;
  chunkSize?: number;
  /** Writes the body in pieces of so many bytes, characters split or not. */
  segmentBytes?: number;
  cutAfterBytes?: number;
  cutAfterChunks?: number;
  stallAfterChunks?: number;
  /** Sends an error event inside the 200 stream after so many chunks. */
  errorAfterChunks?: number;
  /** The chunk with this number, counted from 0, is broken JSON. */
  malformedChunk?: number;
  /** Ends cleanly but without the vendor's last event. */
  noEndMarker?: boolean;
  /** Leaves out the event that carries the finish reason. */
  noFinishReason?: boolean;

  // What becomes of the batch that a call orders.
  /** After so long, what has not ended is expired. */
  batchExpiresMs?: number;

  // What is charged.
  /** Visible tokens that are still made and billed after a stream broke off. */
  afterHangup?: number | 'all';
  /** Keeps the call off the bill. */
  charged?: boolean;
  /** Seeds this call alone. */
  seed?: number;
}

export interface ToolCallWanted {
  name: string;
  /** JSON text, valid or not; absent: made up from the tool's schema. */
  argumentsText?: string | undefined;
}
