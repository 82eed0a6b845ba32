// Makes up answers: sentences of random words.

import type { Random } from './random.js';
import { bytesPerToken, truncateToTokens, utf8Bytes } from './tokens.js';
import { words } from './words.js';

const wordsDefault = { min: 20, max: 80 };
const wordsPerSentence = { min: 5, max: 14 };

/** Prose of random length, the answer to a call that asked for nothing special. */
export function composeText(random: Random): string {
  return composeWords(random, random.integer(wordsDefault.min, wordsDefault.max));
}

/** Prose of exactly so many tokens by the sandbox's count. */
export function composeTokens(random: Random, tokens: number): string {
  let text = '';
  let bytes = 0;
  while (bytes < tokens * bytesPerToken) {
    const more = `${composeWords(random, wordsDefault.max)} `;
    text += more;
    bytes += utf8Bytes(more);
  }
  return truncateToTokens(text, tokens);
}

function composeWords(random: Random, count: number): string {
  let text = '';
  let left = 0;
  for (let index = 0; index < count; index += 1) {
    const word = words[random.integer(0, words.length - 1)] ?? 'yard';
    if (left === 0) {
      text += `${index === 0 ? '' : '. '}${word.charAt(0).toUpperCase() === word.charAt(0) ? word : capitalise(word)}`;
      left = random.integer(wordsPerSentence.min, wordsPerSentence.max);
    } else {
      text += ` ${word}`;
    }
    left -= 1;
  }
  return `${text}.`;
}

function capitalise(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
