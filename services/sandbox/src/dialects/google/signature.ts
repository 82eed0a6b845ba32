// The signature of a thought: opaque to callers, so one will do.

export const signature = Buffer.from('sandbox thought').toString('base64');

export function demandsSignatures(model: string): boolean {
  return /^gemini-(?![12][.-])/.test(model);
}
