// Reasoning that goes back with the calls that it led to: https://platform.openai.com/docs/guides/reasoning#encrypted-reasoning-items
//
// Nothing is stored with the vendor, so a reasoning item travels as what it is known by: its id and its encrypted content,
// marked as OpenAI's, since another vendor would refuse it.

const mark = 'openai:';

export interface SignedItem {
  readonly id: string;
  readonly encrypted: string;
}

/** Empty for an item that cannot be given back. */
export function signItem(id: string | undefined, encrypted: string | undefined): string {
  return id === undefined || encrypted === undefined || id.includes(':') ? '' : `${mark}${id}:${encrypted}`;
}

/** undefined when another vendor signed it, or nobody. */
export function signedItem(signature: string): SignedItem | undefined {
  if (!signature.startsWith(mark)) return undefined;
  const end = signature.indexOf(':', mark.length);
  return end === -1 ? undefined : { id: signature.slice(mark.length, end), encrypted: signature.slice(end + 1) };
}
