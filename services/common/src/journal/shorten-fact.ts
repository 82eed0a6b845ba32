// What a fact can do without, when it is too long to be written or published: everything but what is booked of it.
import { clone, type Message } from '@bufbuild/protobuf';
import { UsageFactSchema, type UsageFact } from '@switchyard/proto/event/v1/usage';
import { shortenedTextMax } from './limits.js';

/** A copy without decision, sentences, raw usage and labels, its other texts cut. The ids and all amounts stay. */
export function shortenFact(fact: UsageFact): UsageFact {
  const short = clone(UsageFactSchema, fact);
  const { value } = short.fact;
  if (short.fact.case === 'requestFinished') delete short.fact.value.decision;
  if (value !== undefined) shorten(value);
  return short;
}

const leftOut = new Set(['errorMessage', 'rawUsageJson', 'why']);

/** Recursion is as deep as the messages of usage.proto. */
function shorten(node: Message): void {
  const fields = node as unknown as Record<string, unknown>;
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string') fields[name] = leftOut.has(name) ? '' : value.slice(0, shortenedTextMax).toWellFormed();
    else if (name === 'labels') fields[name] = {};
    else if (name === 'meters') fields[name] = withShortKeys(value as Record<string, bigint>);
    else if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) shorten(value as Message);
  }
}

/** A meter without a price makes its entry unpriced, whatever it is called. */
function withShortKeys(meters: Record<string, bigint>): Record<string, bigint> {
  return Object.fromEntries(Object.entries(meters).map(([meter, count]) => [meter.slice(0, shortenedTextMax).toWellFormed(), count]));
}
