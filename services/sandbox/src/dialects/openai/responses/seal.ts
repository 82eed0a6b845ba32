// The encrypted content of a reasoning item: opaque to callers, and told from one that is made up or was changed.

import { isObject, parseJson } from '../../../http/json.js';
import { hashText } from '../../../text/random.js';

/** How the vendor's own begin. */
const prefix = 'gAAAA';

export function sealThoughts(id: string, thoughts: string): string {
  const packed = Buffer.from(JSON.stringify({ id, thoughts })).toString('base64url');
  return `${prefix}${markOf(packed)}${packed}`;
}

/** What was thought; undefined for a content that was not made here. */
export function openThoughts(sealed: string): string | undefined {
  const packed = sealed.slice(prefix.length + 8);
  if (!sealed.startsWith(`${prefix}${markOf(packed)}`)) return undefined;
  const opened = parseJson(Buffer.from(packed, 'base64url').toString('utf8'));
  return isObject(opened) && typeof opened['thoughts'] === 'string' ? opened['thoughts'] : undefined;
}

/** Eight characters. */
function markOf(packed: string): string {
  return hashText(packed).toString(16).padStart(8, '0');
}
