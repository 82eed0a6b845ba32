// Changes bytes as networks, proxies and vendors do: some are lost, doubled, exchanged, or replaced by something odd. Pure.
import fc from 'fast-check';
import { cutAt } from '../testing/fake-wire.js';

type Change =
  | { readonly kind: 'cut'; readonly at: number }
  | { readonly kind: 'drop' | 'double'; readonly at: number; readonly length: number }
  | { readonly kind: 'flip'; readonly at: number; readonly bit: number }
  | { readonly kind: 'insert'; readonly at: number; readonly text: string }
  | { readonly kind: 'value'; readonly at: number; readonly json: string };

export interface Mutation {
  readonly changes: readonly Change[];
  /** Where the body is cut into pieces, as shares of it. */
  readonly pieces: readonly number[];
}

const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const length = fc.integer({ min: 1, max: 64 });
const odd = fc.constantFrom('\n', '\r', '\n\n', '\r\n\r\n', ': ping\n', 'data: ', 'data: [DONE]\n\n', 'event: error\n', '{}', '[]', 'null', '\u0000', '\uFEFF', '"', '\\', '\\u0000', '\ud800', '<html>', '1e999', '-1', '{"error":null}', '__proto__');
const json = fc.oneof(
  fc.constantFrom('null', 'true', '-1', '0', '1e308', '1.5', '99999999999999999999', '""', '"x"', '[]', '{}', '[null]', '{"a":{"b":[]}}', '"\\ud800"'),
  fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.stringify(value) ?? 'null'),
);
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant('cut' as const), at: share }),
  fc.record({ kind: fc.constantFrom('drop' as const, 'double' as const), at: share, length }),
  fc.record({ kind: fc.constant('flip' as const), at: share, bit: fc.integer({ min: 0, max: 7 }) }),
  fc.record({ kind: fc.constant('insert' as const), at: share, text: odd }),
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('value' as const), at: share, json }) },
);

export const mutations: fc.Arbitrary<Mutation> = fc.record({ changes: fc.array(change, { maxLength: 4 }), pieces: fc.array(share, { maxLength: 8 }) });

/** The same mutation of the same body gives the same pieces. */
export function mutate(body: Buffer, { changes, pieces }: Mutation): Buffer[] {
  return cutAt(changes.reduce(apply, body), pieces);
}

function apply(body: Buffer, one: Change): Buffer {
  const at = Math.floor(one.at * body.length);
  switch (one.kind) {
    case 'cut':
      return body.subarray(0, at);
    case 'drop':
      return Buffer.concat([body.subarray(0, at), body.subarray(at + one.length)]);
    case 'double':
      return Buffer.concat([body.subarray(0, at + one.length), body.subarray(at)]);
    case 'flip': {
      const flipped = Buffer.from(body);
      if (flipped.length > 0) flipped[at] = flipped[at]! ^ (1 << one.bit);
      return flipped;
    }
    case 'insert':
      return Buffer.concat([body.subarray(0, at), Buffer.from(one.text), body.subarray(at)]);
    case 'value':
      return replaceValue(body, at, one.json);
  }
}

/** Replaces the JSON value that follows the next colon: the shape stays, and only what stands in it is a lie. */
function replaceValue(body: Buffer, at: number, json: string): Buffer {
  const colon = body.indexOf('":', at);
  if (colon === -1) return body;
  const start = colon + 2;
  const text = body.subarray(start, start + 4_096).toString('latin1');
  const value = /^\s*(?:"(?:[^"\\]|\\.)*"|-?[0-9.eE+]+|true|false|null|\{\}|\[\])/.exec(text)?.[0];
  // An object or a list: only its first bracket is looked at, and what it holds becomes garbage behind the new value.
  return Buffer.concat([body.subarray(0, start), Buffer.from(json), body.subarray(start + (value ?? '').length)]);
}
