// Sizes in Google's words: a ratio of the sides, and a class for the longer one.
// https://ai.google.dev/gemini-api/docs/image-generation#aspect_ratios
import { cannotSay } from '../../toolkit/index.js';

export interface Shape {
  readonly aspectRatio?: string;
  readonly imageSize?: '1K' | '2K' | '4K';
}

const ratios = ['1:1', '2:3', '3:2', '3:4', '4:3', '4:5', '5:4', '9:16', '16:9', '21:9'];

/** Takes 1024x1024, and 16:9 as Google spells it. Throws CALLER for a ratio that it does not have. */
export function shapeOf(size: string): Shape {
  if (size === '' || size === 'auto') return {};
  if (ratios.includes(size)) return { aspectRatio: size };
  const match = /^([1-9][0-9]{0,4})x([1-9][0-9]{0,4})$/.exec(size);
  const [width, height] = [Number(match?.[1]), Number(match?.[2])];
  const aspectRatio = ratios.find((ratio) => {
    const [wide, high] = ratio.split(':').map(Number) as [number, number];
    return width * high === height * wide;
  });
  if (aspectRatio === undefined) throw cannotSay('size', `this provider paints in the ratios ${ratios.join(', ')}.`);
  const longer = Math.max(width, height);
  // Up to 1K is every model's own size, and older ones take no other word for it.
  if (longer <= 1_536) return { aspectRatio };
  if (longer <= 4_096) return { aspectRatio, imageSize: longer <= 2_048 ? '2K' : '4K' };
  throw cannotSay('size', 'this provider paints at most 4096 pixels on a side.');
}
