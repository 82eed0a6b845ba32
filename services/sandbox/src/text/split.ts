// Splits a text into the pieces a stream carries.
//
// Pieces have random lengths and never follow the token count: whoever counts
// tokens by counting chunks must be wrong here, as he would be at a vendor.

import type { Random } from './random.js';

const charsPerChunk = { min: 3, max: 40 };

export interface SplitOptions {
  /** Exactly so many pieces, or as many as the text has code points if that is fewer. */
  chunkCount?: number | undefined;
  /** Pieces of so many code points. */
  chunkSize?: number | undefined;
}

/** The pieces join to the text again, none is empty, and none ends inside a code point. An empty text has no pieces. */
export function splitText(text: string, random: Random, options: SplitOptions = {}): string[] {
  if (text === '') return [];
  if (options.chunkCount !== undefined) return splitByCount(text, options.chunkCount);
  if (options.chunkSize !== undefined) return splitBySize(text, options.chunkSize);
  const pieces: string[] = [];
  let start = 0;
  while (start < text.length) {
    const end = safeEnd(text, start + random.integer(charsPerChunk.min, charsPerChunk.max));
    pieces.push(text.slice(start, end));
    start = end;
  }
  return pieces;
}

function splitBySize(text: string, size: number): string[] {
  const points = [...text];
  const pieces: string[] = [];
  for (let start = 0; start < points.length; start += size) pieces.push(points.slice(start, start + size).join(''));
  return pieces;
}

function splitByCount(text: string, count: number): string[] {
  const points = [...text];
  const pieces: string[] = [];
  const wanted = Math.min(count, points.length);
  for (let index = 0; index < wanted; index += 1) {
    const start = Math.floor((index * points.length) / wanted);
    const end = Math.floor(((index + 1) * points.length) / wanted);
    pieces.push(points.slice(start, end).join(''));
  }
  return pieces;
}

/** Moves an end behind a surrogate pair that it would cut in two. */
function safeEnd(text: string, end: number): number {
  if (end >= text.length) return text.length;
  const before = text.charCodeAt(end - 1);
  return before >= 0xd800 && before <= 0xdbff ? end + 1 : end;
}
