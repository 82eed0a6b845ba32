// How one item of a batch is to behave. Only the item's own words say it: it has no headers, and rules are about calls.

import { isObject, parseJson } from '../http/json.js';
import type { Behaviour } from './behaviour.js';
import { findDirective } from './directive.js';
import { parseBehaviour } from './parse.js';

/** The fields that mean something without a connection. */
const known = new Set([
  'status', 'error_message', 'error_code', 'hang', 'delay_ms', 'text', 'reasoning', 'echo', 'empty', 'output_tokens', 'tool_calls', 'finish_reason', 'answer_model',
  'usage', 'usage_missing', 'usage_reported', 'charged', 'seed',
]);

/** Throws a TypeError or SyntaxError with a sentence: a fault that cannot happen to an item would prove nothing if it were ignored. */
export function itemBehaviour(lastUserText: string): Behaviour {
  const directive = findDirective(lastUserText);
  if (directive === undefined) return {};
  const written = parseJson(directive.json);
  const behaviour = parseBehaviour(written);
  const strange = isObject(written) ? Object.keys(written).find((name) => !known.has(name)) : undefined;
  if (strange !== undefined) throw new TypeError(`${strange} is about a call, and an item of a batch is none; it knows ${[...known].join(', ')}`);
  return behaviour;
}
