// Puts together how a call behaves: the standing rule first, over it the directive
// in the last user message, over that the header. The nearer word wins, field by field.

import { parseJson } from '../http/json.js';
import type { Behaviour } from './behaviour.js';
import { findDirective } from './directive.js';
import { parseBehaviour } from './parse.js';
import type { Rules } from './rules.js';

export interface BehaviourSources {
  rules: Rules;
  provider: string;
  model: string | undefined;
  lastUserText: string;
  header: string | undefined;
}

const none: Behaviour = {};

/** Throws a TypeError or SyntaxError with a sentence if a directive or the header is wrong. */
export function chooseBehaviour(sources: BehaviourSources): Behaviour {
  const directive = findDirective(sources.lastUserText);
  const asked = directive === undefined ? undefined : parseBehaviour(parseJson(directive.json));
  const headed = sources.header === undefined ? undefined : parseBehaviour(parseJson(sources.header));
  // Last, so that a call refused for a bad directive uses up no rule.
  const ruled = sources.rules.take(sources);
  if (ruled === undefined && asked === undefined && headed === undefined) return none;
  return { ...ruled, ...asked, ...headed };
}
