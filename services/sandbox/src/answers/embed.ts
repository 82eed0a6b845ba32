// Makes embedding vectors: unit length, and the same text always gives the same one.

import { createRandom, hashText } from '../text/random.js';

export function embedText(text: string, dimensions: number): Float32Array {
  const random = createRandom(hashText(text));
  const vector = new Float32Array(dimensions);
  let squares = 0;
  for (let index = 0; index < dimensions; index += 1) {
    const value = random.next() * 2 - 1;
    vector[index] = value;
    squares += value * value;
  }
  const length = Math.sqrt(squares) || 1;
  for (let index = 0; index < dimensions; index += 1) vector[index] = vector[index]! / length;
  return vector;
}

/** Little-endian float32 as base64, which OpenAI's SDK asks for by default. */
export function vectorToBase64(vector: Float32Array): string {
  const bytes = Buffer.alloc(vector.length * 4);
  for (let index = 0; index < vector.length; index += 1) bytes.writeFloatLE(vector[index]!, index * 4);
  return bytes.toString('base64');
}
