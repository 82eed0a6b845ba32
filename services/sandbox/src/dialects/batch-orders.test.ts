// Goal: no order, however strange, is an error of the sandbox: it is read whole, or refused in the vendor's words.

import { expect, it } from '@jest/globals';
import fc from 'fast-check';

import { isObject } from '../http/json.js';
import { readBatchRequests } from './anthropic/batch-requests.js';
import { Refusal } from './failure.js';
import { readBatchOrder } from './google/batch-order.js';

/** What `read` gives, or undefined if it refuses; anything else it throws fails the test. */
function readOrRefuse<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    expect(error).toBeInstanceOf(Refusal);
    return undefined;
  }
}

const one = fc.oneof(fc.jsonValue(), fc.record({ custom_id: fc.oneof(fc.constantFrom('a', 'b'), fc.jsonValue()), params: fc.oneof(fc.constant({ model: 'm' }), fc.jsonValue()) }));

it('Anthropic: an order that is read has a name of its own for each request', () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.array(one, { maxLength: 5 })), (requests) => {
      const read = readOrRefuse(() => readBatchRequests({ requests }));
      if (read !== undefined) expect(new Set(read.map(({ customId }) => customId)).size).toBe((requests as unknown[]).length);
    }),
    { numRuns: 1_000 },
  );
});

const inlined = fc.oneof(fc.jsonValue(), fc.record({ request: fc.oneof(fc.constant({ contents: [] }), fc.jsonValue()), metadata: fc.oneof(fc.constant({ key: 'k' }), fc.jsonValue()) }));

it('Google: an order that is read has as many requests as were sent, each an object', () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.array(inlined, { maxLength: 5 })), (requests) => {
      const read = readOrRefuse(() => readBatchOrder({ batch: { input_config: { requests: { requests } } } }));
      if (read === undefined) return;
      expect(read.requests).toHaveLength((requests as unknown[]).length);
      expect(read.requests.every(({ request }) => isObject(request))).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});
