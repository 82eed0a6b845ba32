// A provider's proof of its own reasoning, carried in encrypted_content: the signature of what can be read, or what only the provider can read.
import type { Reasoning } from '@switchyard/proto/common/v1/chat';

/** null where the provider gave none. */
export function cipherOf({ signature, redacted }: Pick<Reasoning, 'signature' | 'redacted'>): string | null {
  if (redacted.length > 0) return `redacted:${Buffer.from(redacted).toString('base64')}`;
  return signature === '' ? null : `signature:${signature}`;
}

/** undefined for what is not of our making. */
export function readCipher(text: string): { signature: string; redacted: Uint8Array } | undefined {
  if (text.startsWith('redacted:')) return { signature: '', redacted: Buffer.from(text.slice('redacted:'.length), 'base64') };
  if (text.startsWith('signature:')) return { signature: text.slice('signature:'.length), redacted: new Uint8Array() };
  return undefined;
}
