// The secret fields of a credential as one run of bytes, and back. Everything here lives in Buffers, so that it can be zeroed.
import { canonical } from './canonical.js';

export type SecretFields = { readonly [name: string]: Uint8Array };

/** Fields in order of name, so that the same secret is the same bytes. The caller zeroes the result. */
export function encodeSecret(fields: SecretFields): Buffer {
  return canonical(fieldNames(fields).flatMap((name) => [name, fields[name] as Uint8Array]));
}

/** Copies, so that the encoded bytes can be zeroed at once. */
export function decodeSecret(encoded: Buffer): Record<string, Buffer> {
  const parts: Buffer[] = [];
  for (let at = 0; at < encoded.length; ) {
    const length = encoded.readUInt32BE(at);
    parts.push(Buffer.from(encoded.subarray(at + 4, at + 4 + length)));
    at += 4 + length;
  }
  const fields: Record<string, Buffer> = {};
  for (let index = 0; index + 1 < parts.length; index += 2) fields[(parts[index] as Buffer).toString('utf8')] = parts[index + 1] as Buffer;
  return fields;
}

export function fieldNames(fields: SecretFields): string[] {
  return Object.keys(fields).toSorted();
}

const shownCharacters = 4;
/** Below this length four characters would give away too much of the secret. */
const shownFromLength = 16;

/** The last four characters of the main field, for people who compare keys; empty when the secret is short. */
export function hintOf(fields: SecretFields): string {
  const main = fields['api_key'] ?? fields[fieldNames(fields)[0] ?? ''];
  if (main === undefined || main.length < shownFromLength) return '';
  return Buffer.from(main.subarray(main.length - shownCharacters)).toString('latin1').replace(/[^\x21-\x7e]/g, '?');
}
