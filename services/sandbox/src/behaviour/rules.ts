// Standing orders set over the control port: behave so, for this provider or
// model, for the next n calls, or with a probability.

import { isObject } from '../http/json.js';
import { rulesMax } from '../limits.js';
import { createRandom } from '../text/random.js';
import type { Random } from '../text/random.js';
import type { Behaviour } from './behaviour.js';
import * as field from './field.js';
import { parseBehaviour } from './parse.js';

interface Rule {
  id: string;
  provider?: string | undefined;
  model?: string | undefined;
  /** Calls left; undefined has no end. */
  left?: number | undefined;
  probability: number;
  random: Random;
  behaviour: Behaviour;
  /** As it was sent, for listing. */
  written: unknown;
  fired: number;
}

export class Rules {
  #rules: Rule[] = [];
  #nextId = 1;

  /** Adds a rule from JSON and gives its id. Throws a TypeError that names what is wrong. */
  add(value: unknown): string {
    if (this.#rules.length >= rulesMax) throw new RangeError(`there are ${rulesMax} rules already; delete some`);
    if (!isObject(value)) throw new TypeError('a rule is {"provider"?, "model"?, "next"?, "probability"?, "seed"?, "behaviour": {...}}');
    const { provider, model, next, probability, seed, behaviour, ...unknown } = value;
    const strange = Object.keys(unknown);
    if (strange.length > 0) throw new TypeError(`a rule has no field "${strange[0]}"`);
    const id = `rule-${this.#nextId}`;
    const rule: Rule = {
      id,
      provider: optional('provider', provider, field.text) as string | undefined,
      model: optional('model', model, field.text) as string | undefined,
      left: optional('next', next, field.whole(1, 1_000_000_000)) as number | undefined,
      probability: (optional('probability', probability, fraction) as number | undefined) ?? 1,
      random: createRandom((optional('seed', seed, field.whole(0, 4_294_967_295)) as number | undefined) ?? this.#nextId),
      behaviour: parseBehaviour(behaviour),
      written: behaviour,
      fired: 0,
    };
    this.#rules.push(rule);
    this.#nextId += 1;
    return id;
  }

  /** False if there is no such rule. */
  remove(id: string): boolean {
    const before = this.#rules.length;
    this.#rules = this.#rules.filter((rule) => rule.id !== id);
    return this.#rules.length < before;
  }

  clear(): void {
    this.#rules = [];
  }

  /**
   * The behaviour of the oldest rule that matches and whose dice agree. Uses up one of its calls.
   * A call without a model is a list or a probe, which counts for no rule that counts.
   */
  take(call: { provider: string; model: string | undefined }): Behaviour | undefined {
    for (const rule of this.#rules) {
      if (rule.provider !== undefined && rule.provider !== call.provider) continue;
      if (rule.model !== undefined && rule.model !== call.model) continue;
      if (rule.left !== undefined && call.model === undefined) continue;
      if (rule.probability < 1 && rule.random.next() >= rule.probability) continue;
      rule.fired += 1;
      if (rule.left !== undefined && --rule.left === 0) this.remove(rule.id);
      return rule.behaviour;
    }
    return undefined;
  }

  list(): unknown[] {
    return this.#rules.map(({ id, provider, model, left, probability, written, fired }) => ({
      id, provider, model, next: left, probability, fired, behaviour: written,
    }));
  }
}

const fraction: field.Check = (value) => {
  if (typeof value !== 'number' || !(value >= 0 && value <= 1)) throw new TypeError('must be a number from 0 to 1');
  return value;
};

function optional(name: string, value: unknown, check: field.Check): unknown {
  if (value === undefined) return undefined;
  try {
    return check(value);
  } catch (error) {
    throw new TypeError(`${name} ${(error as Error).message}`);
  }
}
