// How much of an answer had been made when a stream broke off.
//
// Hidden reasoning comes first and is made whole. Of the visible tokens as many
// were made as bytes of the answer had been handed to the socket, rounded up: a
// token that was begun was made.

import type { Usage } from './usage.js';

export interface Progress {
  /** Bytes of answer text and tool arguments handed to the socket. */
  writtenBytes: number;
  /** Bytes of the whole answer. */
  answerBytes: number;
  /** Visible tokens that a generator unaware of the hang-up makes beyond that; 'all' runs to the end. */
  afterHangup: number | 'all';
}

export function usageGenerated(whole: Usage, progress: Progress): Usage {
  if (progress.afterHangup === 'all' || progress.writtenBytes >= progress.answerBytes) return whole;
  const made = Number(
    (BigInt(whole.visibleOutput) * BigInt(progress.writtenBytes) + BigInt(progress.answerBytes) - 1n) / BigInt(progress.answerBytes),
  );
  return { ...whole, visibleOutput: Math.min(whole.visibleOutput, made + progress.afterHangup) };
}
