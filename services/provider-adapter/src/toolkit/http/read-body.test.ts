// Goal: pictures that are paid for are read, and nothing is read without end.
import { expect, it } from '@jest/globals';
import type { VendorResponse } from '../../adapter/vendor-http.js';
import { answerBytesMax, imageAnswerBytesMax } from '../../limits.js';
import { readFile, readJsonAnswer } from './read-body.js';

const piece = Buffer.alloc(1024 ** 2, 'a');

/** An answer of so many bytes that is one JSON string in an object. */
function answering(length: number, type: string): VendorResponse {
  const [head, tail] = [Buffer.from('{"a":"'), Buffer.from('"}')];
  let left = length - head.length - tail.length;
  const pieces = [head];
  for (; left > 0; left -= piece.length) pieces.push(piece.subarray(0, left));
  pieces.push(tail);
  return { status: 200, header: (name: string) => (name === 'content-type' ? type : undefined), read: () => Promise.resolve(pieces.shift()), heard: () => undefined } as unknown as VendorResponse;
}

it.each([
  { name: 'an answer', limit: {}, bytesMax: answerBytesMax },
  { name: 'an answer of pictures', limit: { bytesMax: imageAnswerBytesMax }, bytesMax: imageAnswerBytesMax },
])('$name is read up to its limit and no further', async ({ limit, bytesMax }) => {
  expect((await readJsonAnswer(answering(bytesMax, 'application/json'), limit)).text).toHaveLength(bytesMax);
  await expect(readJsonAnswer(answering(bytesMax + 1, 'application/json'), limit)).rejects.toThrow(String(bytesMax));
  expect((await readFile(answering(bytesMax, 'image/png'), /^image/, limit)).bytes).toHaveLength(bytesMax);
  await expect(readFile(answering(bytesMax + 1, 'image/png'), /^image/, limit)).rejects.toThrow(String(bytesMax));
});
