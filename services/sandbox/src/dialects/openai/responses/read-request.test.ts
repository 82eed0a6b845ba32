// Goal: no call, however strange, is an error of the sandbox: it is read whole, or refused in the vendor's words.

import { expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { JsonObject } from '../../../http/json.js';
import { Refusal } from '../../failure.js';
import { readResponsesRequest } from './read-request.js';

const part = fc.oneof(fc.jsonValue(), fc.record({ type: fc.constantFrom('input_text', 'input_image', 'input_file', 'output_text', 'refusal'), text: fc.jsonValue(), image_url: fc.jsonValue(), file_data: fc.jsonValue(), refusal: fc.jsonValue() }, { requiredKeys: ['type'] }));
const item = fc.oneof(
  fc.jsonValue(),
  fc.record({ role: fc.constantFrom('user', 'assistant'), content: fc.oneof(fc.string(), fc.array(part, { maxLength: 3 })) }),
  fc.record({ type: fc.constantFrom('function_call', 'function_call_output', 'reasoning', 'item_reference'), call_id: fc.constantFrom('a', 'b'), name: fc.jsonValue(), arguments: fc.jsonValue(), output: fc.jsonValue(), summary: fc.jsonValue() }, { requiredKeys: ['type'] }),
);
const tool = fc.oneof(fc.jsonValue(), fc.record({ type: fc.constant('function'), name: fc.constantFrom('a', 'b c'), parameters: fc.oneof(fc.jsonValue(), fc.constant({ type: 'object' })), strict: fc.constantFrom(true, false, null) }, { requiredKeys: ['type'] }));
const fields = {
  tools: fc.oneof(fc.array(tool, { maxLength: 2 }), fc.jsonValue()), tool_choice: fc.oneof(fc.constantFrom('auto', 'required'), fc.jsonValue()), text: fc.jsonValue(), reasoning: fc.jsonValue(),
  include: fc.jsonValue(), metadata: fc.jsonValue(), stream_options: fc.jsonValue(), conversation: fc.jsonValue(), max_output_tokens: fc.jsonValue(), model: fc.jsonValue(),
};
const input = fc.oneof(fc.string(), fc.array(item, { maxLength: 4 }), fc.jsonValue());
/** One field at a time, or few calls would be read at all. */
const strange = fc.oneof(fc.constant({}), ...Object.entries(fields).map(([name, value]) => (value as fc.Arbitrary<unknown>).map((given) => ({ [name]: given }))));
const body = fc.tuple(input, strange).map(([said, field]): JsonObject => ({ model: 'm', input: said, ...field }));

it('a call that is read has counts that can be billed', () => {
  let read = 0;
  fc.assert(
    fc.property(body, (sent) => {
      try {
        const { inputTokens } = readResponsesRequest(sent);
        read += 1;
        expect(inputTokens).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal);
      }
    }),
    { numRuns: 3_000, seed: 1 },
  );
  // Were all refused, nothing would have been looked at.
  expect(read).toBeGreaterThan(50);
});
