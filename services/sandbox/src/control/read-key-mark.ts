// Reads the body of POST /control/keys.

import { isObject } from '../http/json.js';
import { keyStates } from '../keys/key-book.js';
import type { KeyMark, KeyState } from '../keys/key-book.js';

/** Throws a TypeError that shows an example. */
export function readKeyMark(body: unknown): KeyMark {
  const example = '{"key": "sk-test", "state": "revoked"}';
  if (!isObject(body) || typeof body['key'] !== 'string' || body['key'] === '') throw new TypeError(`a key mark is ${example}`);
  const state = keyStates.find((known): known is KeyState => known === body['state']);
  if (state === undefined) throw new TypeError(`state is one of ${keyStates.join(', ')}, for example ${example}`);
  const { provider, retry_after: retryAfter } = body;
  return {
    key: body['key'],
    state,
    provider: typeof provider === 'string' ? provider : undefined,
    retryAfter: retryAfter === undefined ? undefined : String(retryAfter),
  };
}
