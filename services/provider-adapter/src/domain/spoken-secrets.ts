// What was said to a vendor in confidence, so that its echo is told to nobody: vendors repeat keys in their errors, ids and names.
import { secretHeadLength, secretLengthLeast } from '../limits.js';

export class SpokenSecrets {
  readonly #values = new Set<string>();

  /** Remembers what goes out, a field of the credential or a token that was had for it; gives it back. */
  remember(value: string): string {
    if (value.length >= secretLengthLeast) this.#values.add(value);
    return value;
  }

  /** The text without them, whole or cut off, as they are, in base64 and in URLs. */
  redact(text: string): string {
    let clean = text;
    for (const value of this.#values) {
      for (const spelling of [value, Buffer.from(value).toString('base64'), encodeURIComponent(value)]) clean = without(clean, spelling);
    }
    return clean;
  }
}

function without(text: string, secret: string): string {
  const head = secret.slice(0, secretHeadLength);
  const [before = '', ...pieces] = text.split(head);
  const rest = secret.slice(head.length);
  return [before, ...pieces.map((piece) => piece.slice(sharedLength(piece, rest)))].join('[redacted]');
}

function sharedLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}
