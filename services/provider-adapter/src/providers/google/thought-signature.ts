// Signatures of thoughts: https://ai.google.dev/gemini-api/docs/thought-signatures
//
// Gemini 3 refuses a call of a function in the history whose signature is missing. Our calls have no place for one, so it
// travels as reasoning without words right before its call, marked as Google's: another vendor's would be refused here.

const mark = 'google:';

/** The vendor's own words for a call that it did not make, or whose signature was lost. */
export const unsigned = 'skip_thought_signature_validator';

export function markSignature(signature: string): string {
  return `${mark}${signature}`;
}

/** undefined when another vendor signed it, or nobody. */
export function signatureOf(marked: string): string | undefined {
  return marked.startsWith(mark) ? marked.slice(mark.length) : undefined;
}

export function needsSignature(model: string): boolean {
  return !/gemini-[12](?:\.|-)/.test(model) && /gemini-[0-9]/.test(model);
}
