// Checks of single behaviour fields. Each returns the value or throws a sentence.

import { isObject } from '../http/json.js';
import { claimedTokensMax, delayMsMax } from '../limits.js';
import type { ToolCallWanted } from './behaviour.js';
import type { UsageOverride } from './usage-override.js';

export type Check = (value: unknown) => unknown;

export function whole(min: number, max: number): Check {
  return (value) => {
    if (!Number.isSafeInteger(value) || (value as number) < min || (value as number) > max) {
      throw new RangeError(`must be a whole number from ${min} to ${max}`);
    }
    return value;
  };
}

export const delay: Check = whole(0, delayMsMax);

export const flag: Check = (value) => {
  if (typeof value !== 'boolean') throw new TypeError('must be true or false');
  return value;
};

export const text: Check = (value) => {
  if (typeof value !== 'string') throw new TypeError('must be text');
  return value;
};

/** A header value: text or a number, without line breaks. */
export const headerValue: Check = (value) => {
  const written = String(value);
  if (!/^[\x20-\x7e]+$/.test(written)) throw new TypeError('must be printable ASCII such as 2 or "Wed, 21 Oct 2026 07:28:00 GMT"');
  return written;
};

export const resetMoment: Check = (value) => {
  if (value === true) return 'before_headers';
  if (value === 'before_headers' || value === 'after_headers') return value;
  throw new TypeError('must be true, "before_headers" or "after_headers"');
};

export const packing: Check = (value) => {
  if (value === 'gzip' || value === 'br' || value === 'zstd' || value === 'bomb') return value;
  throw new TypeError('must be "gzip", "br", "zstd" or "bomb"');
};

/** `true` stands for the first chunk. */
export const chunkNumber: Check = (value) => (value === true ? 0 : whole(0, 1_000_000)(value));

export const afterHangup: Check = (value) => (value === 'all' ? value : whole(0, claimedTokensMax)(value));

export const toolCalls: Check = (value): readonly ToolCallWanted[] => {
  const calls = Array.isArray(value) ? value : [value];
  return calls.map((call) => {
    if (!isObject(call) || typeof call['name'] !== 'string') throw new TypeError('must be [{"name": "get_weather", "arguments": {"city": "Oslo"}}]');
    const given = call['arguments'];
    if (given === undefined) return { name: call['name'] };
    return { name: call['name'], argumentsText: typeof given === 'string' ? given : JSON.stringify(given) };
  });
};

const usageFields = {
  input_tokens: 'inputTokens',
  cached_input_tokens: 'cachedInputTokens',
  cache_write_5m_tokens: 'cacheWrite5mTokens',
  cache_write_1h_tokens: 'cacheWrite1hTokens',
  output_tokens: 'outputTokens',
  reasoning_tokens: 'reasoningTokens',
} as const satisfies Record<string, keyof UsageOverride>;

export const usage: Check = (value): UsageOverride => {
  if (!isObject(value)) throw new TypeError('must be an object such as {"input_tokens": 100, "output_tokens": 20}');
  const override: UsageOverride = {};
  for (const [name, count] of Object.entries(value)) {
    const key = (usageFields as Record<string, keyof UsageOverride>)[name];
    if (key === undefined) throw new TypeError(`has no count "${name}"; it has ${Object.keys(usageFields).join(', ')}`);
    override[key] = whole(0, claimedTokensMax)(count) as number;
  }
  return override;
};
