// What was said to a vendor in confidence, so that its echo is told to nobody: vendors repeat keys in their errors, ids and names.
import { secretLengthLeast } from '../limits.js';

export class SpokenSecrets {
  readonly #values = new Set<string>();

  /** Remembers a field of the credential that goes out; gives it back. */
  remember(value: string | undefined): string | undefined {
    if (value !== undefined && value.length >= secretLengthLeast) this.#values.add(value);
    return value;
  }

  /** The text without them, as they are, in base64 and in URLs. */
  redact(text: string): string {
    let clean = text;
    for (const value of this.#values) {
      for (const spelling of [value, Buffer.from(value).toString('base64'), encodeURIComponent(value)]) clean = clean.replaceAll(spelling, '[redacted]');
    }
    return clean;
  }
}
