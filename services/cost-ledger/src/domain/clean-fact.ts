// Texts of a fact as the database can keep them. Whoever wrote them, no text may cost an entry.
import type { AttemptTerms, UsageFact } from '@switchyard/proto/event/v1/usage';
import { keyTextBytesMax } from '../limits.js';
import { printable } from './printable.js';

/** What was changed, for the entry's note; empty for nothing. The fact is changed in place: nobody else has it. */
export function cleanFact(fact: UsageFact, bytes: Uint8Array): string {
  // A NUL in a text is a NUL among the bytes, so almost all facts are done with here.
  const isCleaned = bytes.includes(0) && clean(fact.fact);
  const isCut = cutKeys(fact);
  return [isCleaned ? 'characters that no table takes were left out of its texts' : '', isCut ? 'names that are too long were cut' : ''].filter((note) => note !== '').join('; ');
}

type Tree = Record<string, unknown>;

/** Recursion is as deep as the messages of usage.proto, whatever is in them. */
function clean(node: unknown): boolean {
  if (typeof node !== 'object' || node === null || node instanceof Uint8Array) return false;
  let isChanged = false;
  for (const [key, value] of Object.entries(node as Tree)) {
    const cleanKey = printable(key);
    const cleanValue = typeof value === 'string' ? printable(value) : value;
    if (cleanKey !== key) delete (node as Tree)[key];
    if (cleanKey !== key || cleanValue !== value) (node as Tree)[cleanKey] = cleanValue;
    isChanged = clean(value) || cleanKey !== key || cleanValue !== value || isChanged;
  }
  return isChanged;
}

/** Cuts the names that become keys. */
function cutKeys({ fact }: UsageFact): boolean {
  if (fact.case === 'attemptFinished' || fact.case === 'attemptUnknown') return cutTerms(fact.value.terms);
  if (fact.case !== 'requestFinished') return false;
  const { value } = fact;
  const isCut = [cutFields(value, ['clientRequestId', 'holdId']), value.payer !== undefined && cutFields(value.payer, payerKeys), ...value.attempts.map(({ terms }) => cutTerms(terms))];
  return isCut.includes(true);
}

const payerKeys = ['tenant', 'project', 'feature', 'apiKey'] as const;

function cutTerms(terms: AttemptTerms | undefined): boolean {
  if (terms === undefined) return false;
  const isCut = [cutFields(terms, ['provider', 'model', 'clientRequestId', 'holdId']), terms.payer !== undefined && cutFields(terms.payer, payerKeys)];
  return isCut.includes(true);
}

function cutFields<K extends string>(of: Record<K, string>, fields: readonly K[]): boolean {
  const long = fields.filter((field) => Buffer.byteLength(of[field]) > keyTextBytesMax);
  // The end may be half a character.
  for (const field of long) of[field] = Buffer.from(of[field]).subarray(0, keyTextBytesMax).toString().replace(/\uFFFD$/, '');
  return long.length > 0;
}
