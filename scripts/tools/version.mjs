// Finds the version of a program and compares it.
import { ask } from './run.mjs';

/** `2.15.1` from whatever the program says about itself, or undefined. */
export async function versionOf(program, args) {
  const text = await ask(program, args);
  return /(\d+\.\d+\.\d+)/.exec(text ?? '')?.[1];
}

export function isAtLeast(version, min) {
  const [left, right] = [version, min].map((text) => text.split('.').map(Number));
  const at = left.findIndex((part, index) => part !== right[index]);
  return at < 0 || left[at] > right[at];
}
