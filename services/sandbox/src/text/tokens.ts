// The sandbox's own tokenizer: four UTF-8 bytes are a token.
//
// It agrees with no vendor and with nothing in Switchyard on purpose: a count that
// reaches the ledger can only have come from a usage block.

export const bytesPerToken = 4;

/** What a vendor adds around each message for its role and separators. */
export const tokensPerMessage = 4;

/** A flat charge per picture, whatever its size. */
export const tokensPerImage = 256;

/** A flat charge per attached document or sound. */
export const tokensPerFile = 1_024;

export function utf8Bytes(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

export function countTokens(text: string): number {
  return tokensOfBytes(utf8Bytes(text));
}

export function tokensOfBytes(bytes: number): number {
  return Math.ceil(bytes / bytesPerToken);
}

/** The longest beginning of a text that fits a number of tokens and splits no code point. */
export function truncateToTokens(text: string, tokensMax: number): string {
  return truncateToBytes(text, tokensMax * bytesPerToken);
}

export function truncateToBytes(text: string, bytesMax: number): string {
  if (utf8Bytes(text) <= bytesMax) return text;
  const bytes = Buffer.from(text, 'utf8');
  let end = Math.max(0, bytesMax);
  // A continuation byte (10xxxxxx) at the cut means that a code point would be split.
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.toString('utf8', 0, end);
}
