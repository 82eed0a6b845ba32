// Fills what a stream says up to the next round size, so that sizes do not tell the words: on unless `include_obfuscation` is false.

import type { Answer } from '../../answers/answer.js';

const paddedTo = 16;

/** The field `obfuscation` of what is so long; nothing where it was not wanted. */
export function paddingTo({ streamPadding, id }: Answer, length: number): { obfuscation?: string } {
  return streamPadding === true ? { obfuscation: id.slice(0, (paddedTo - (length % paddedTo)) % paddedTo) } : {};
}
