// What is seen on a picture: made-up names with scores, best first, the same for the same picture.

import { createRandom, hashText } from '../text/random.js';
import { words } from '../text/words.js';

export interface SeenLabel {
  name: string;
  /** 0 to 1. */
  score: number;
}

export function look(picture: string, labelsMax: number): SeenLabel[] {
  const random = createRandom(hashText(picture));
  const names = [...new Set(words)].map((name) => ({ name, order: random.next() })).sort((one, other) => one.order - other.order);
  let score = 0.9 + random.next() * 0.0999;
  return names.slice(0, labelsMax).map(({ name }) => {
    const seen = { name, score: Number(score.toFixed(6)) };
    score *= 0.8 + random.next() * 0.19;
    return seen;
  });
}
