import { describe, expect, it } from '@jest/globals';

import { noUsage } from '../billing/usage.js';
import { chooseBehaviour } from './choose.js';
import { findDirective } from './directive.js';
import { itemBehaviour } from './item-behaviour.js';
import { parseBehaviour } from './parse.js';
import { Rules } from './rules.js';
import { overrideUsage } from './usage-override.js';

describe('parseBehaviour', () => {
  it.each([
    { name: 'a status', json: { status: 529, retry_after: 2 }, behaviour: { status: 529, retryAfter: '2' } },
    { name: 'an absurd Retry-After', json: { retry_after: '-1e99' }, behaviour: { retryAfter: '-1e99' } },
    { name: 'a reset', json: { reset: true }, behaviour: { reset: 'before_headers' } },
    { name: 'the first chunk', json: { malformed_chunk: true }, behaviour: { malformedChunk: 0 } },
    { name: 'one tool call', json: { tool_calls: { name: 'f', arguments: { a: 1 } } }, behaviour: { toolCalls: [{ name: 'f', argumentsText: '{"a":1}' }] } },
    { name: 'arguments that are no JSON', json: { tool_calls: [{ name: 'f', arguments: '{"a":' }] }, behaviour: { toolCalls: [{ name: 'f', argumentsText: '{"a":' }] } },
    { name: 'how long a batch may take', json: { batch_expires_ms: 50 }, behaviour: { batchExpiresMs: 50 } },
    { name: 'usage', json: { usage: { input_tokens: 5, reasoning_tokens: 1 } }, behaviour: { usage: { inputTokens: 5, reasoningTokens: 1 } } },
  ])('reads $name', ({ json, behaviour }) => {
    expect(parseBehaviour(json)).toEqual(behaviour);
  });

  it.each<{ name: string; json: unknown; says: string }>([
    { name: 'an unknown field', json: { statsu: 500 }, says: 'no behaviour "statsu"' },
    { name: 'a field of every object', json: { constructor: 1 }, says: 'no behaviour "constructor"' },
    { name: 'a status out of range', json: { status: 200 }, says: 'status must be a whole number from 400 to 599' },
    { name: 'a delay below zero', json: { delay_ms: -1 }, says: 'delay_ms' },
    { name: 'a header that would end the header', json: { retry_after: '1\r\nx: y' }, says: 'retry_after' },
    { name: 'a batch that expires before it begins', json: { batch_expires_ms: 0 }, says: 'batch_expires_ms must be a whole number from 1' },
    { name: 'an unknown count', json: { usage: { tokens: 1 } }, says: 'usage has no count "tokens"' },
    { name: 'no object', json: undefined, says: 'a JSON object' },
  ])('refuses $name', ({ json, says }) => {
    expect(() => parseBehaviour(json)).toThrow(says);
  });
});

describe('findDirective', () => {
  it.each([
    { name: 'none', text: 'just words', found: undefined },
    { name: 'one in the middle', text: 'a [[sandbox {"hang":true}]] b', found: { json: '{"hang":true}', rest: 'a  b' } },
    { name: 'braces and brackets within strings', text: '[[sandbox {"text":"}]] \\" {"}]]', found: { json: '{"text":"}]] \\" {"}', rest: '' } },
  ])('finds $name', ({ text, found }) => {
    expect(findDirective(text)).toEqual(found);
  });

  it.each(['[[sandbox {"a":1', '[[sandbox nonsense]]', '[[sandbox {"a":1} more]]'])('refuses %s', (text) => {
    expect(() => findDirective(text)).toThrow(SyntaxError);
  });
});

describe('itemBehaviour', () => {
  it.each([
    { name: 'no directive', text: 'hi', behaviour: {} },
    { name: 'what is thought first', text: '[[sandbox {"reasoning":"hm"}]]', behaviour: { reasoning: 'hm' } },
    { name: 'what is said and how long it takes', text: '[[sandbox {"text":"a","delay_ms":5}]]', behaviour: { text: 'a', delayMs: 5 } },
  ])('reads $name', ({ text, behaviour }) => {
    expect(itemBehaviour(text)).toEqual(behaviour);
  });

  it.each(['reset', 'chunk_size', 'retry_after', 'batch_expires_ms'])('refuses %s, which is about a call', (field) => {
    expect(() => itemBehaviour(`[[sandbox ${JSON.stringify({ [field]: field === 'reset' ? true : 1 })}]]`)).toThrow(`${field} is about a call`);
  });
});

describe('Rules', () => {
  const call = { provider: 'openai', model: 'm' };

  it('fire for the next n calls of their provider and model, and then no more', () => {
    const rules = new Rules();
    rules.add({ provider: 'openai', model: 'm', next: 2, behaviour: { status: 500 } });
    expect(rules.take({ provider: 'openai-b', model: 'm' })).toBeUndefined();
    expect(rules.take({ provider: 'openai', model: 'other' })).toBeUndefined();
    expect(rules.take({ provider: 'openai', model: undefined })).toBeUndefined();
    expect([rules.take(call), rules.take(call), rules.take(call)]).toEqual([{ status: 500 }, { status: 500 }, undefined]);
  });

  it('fire with a probability that their seed decides, so that a plan can be repeated', () => {
    const fires = (seed: number): boolean[] => {
      const rules = new Rules();
      rules.add({ probability: 0.25, seed, behaviour: { hang: true } });
      return Array.from({ length: 400 }, () => rules.take(call) !== undefined);
    };
    expect(fires(3)).toEqual(fires(3));
    expect(fires(3)).not.toEqual(fires(4));
    const count = fires(3).filter(Boolean).length;
    expect(count).toBeGreaterThan(60);
    expect(count).toBeLessThan(140);
  });

  it.each([
    { name: 'no behaviour', rule: {}, says: 'a behaviour is' },
    { name: 'a field it does not know', rule: { times: 3, behaviour: {} }, says: 'no field "times"' },
    { name: 'a probability above one', rule: { probability: 2, behaviour: {} }, says: 'probability' },
    { name: 'zero calls', rule: { next: 0, behaviour: {} }, says: 'next' },
  ])('refuse $name', ({ rule, says }) => {
    expect(() => new Rules().add(rule)).toThrow(says);
  });
});

describe('chooseBehaviour', () => {
  it('lets the header win over the directive and the directive over the rule, field by field', () => {
    const rules = new Rules();
    rules.add({ behaviour: { status: 500, delay_ms: 5, text: 'rule' } });
    const lastUserText = '[[sandbox {"status": 501, "text": "directive"}]]';
    expect(chooseBehaviour({ rules, provider: 'p', model: 'm', lastUserText, header: '{"status": 502}' })).toEqual({ status: 502, delayMs: 5, text: 'directive' });
  });

  it('uses up no rule for a call whose directive is wrong', () => {
    const rules = new Rules();
    rules.add({ next: 1, behaviour: { status: 500 } });
    expect(() => chooseBehaviour({ rules, provider: 'p', model: 'm', lastUserText: '[[sandbox {"x": 1}]]', header: undefined })).toThrow('no behaviour "x"');
    expect(rules.take({ provider: 'p', model: 'm' })).toEqual({ status: 500 });
  });
});

describe('overrideUsage', () => {
  const own = { ...noUsage, uncachedInput: 10, visibleOutput: 20 };
  it.each([
    { name: 'keeps what is not named', override: { outputTokens: 5 }, usage: { ...own, visibleOutput: 5 } },
    { name: 'takes the parts out of the total', override: { inputTokens: 100, cachedInputTokens: 60, cacheWrite1hTokens: 10 }, usage: { ...own, uncachedInput: 30, cachedInput: 60, cacheWrite1h: 10 } },
    { name: 'takes reasoning out of a named total', override: { outputTokens: 30, reasoningTokens: 25 }, usage: { ...own, visibleOutput: 5, reasoning: 25 } },
    { name: 'adds reasoning to an output it counted itself', override: { reasoningTokens: 25 }, usage: { ...own, reasoning: 25 } },
  ])('$name', ({ override, usage }) => {
    expect(overrideUsage(own, override)).toEqual(usage);
  });

  it('refuses parts above their total', () => {
    expect(() => overrideUsage(own, { inputTokens: 5, cachedInputTokens: 6 })).toThrow('exceed input_tokens 5');
    expect(() => overrideUsage(own, { outputTokens: 5, reasoningTokens: 6 })).toThrow('exceed output_tokens 5');
  });
});
