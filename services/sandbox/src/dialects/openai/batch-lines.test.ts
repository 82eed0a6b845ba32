import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { batchMistakesMax, openAiBatchLinesMax } from '../../limits.js';
import { readBatchLines } from './batch-lines.js';
import type { LineRules } from './batch-lines.js';
import { createOpenAiChat } from './chat.js';

const endpoint = '/v1/chat/completions';
const rules: LineRules = { endpoint, kind: 'chat', wire: { kind: 'chat', chat: createOpenAiChat({ id: 'openai' }) }, sells: (model) => model === 'm' };
const line = (custom_id: unknown, change: object = {}): string => JSON.stringify({ custom_id, method: 'POST', url: endpoint, body: { model: 'm' }, ...change });

describe('readBatchLines', () => {
  it.each([
    { name: 'a line that is no object', text: '[]', codes: ['invalid_json_line'] },
    { name: 'a name that is no text', text: line(7), codes: ['missing_required_parameter'] },
    { name: 'another method', text: line('a', { method: 'GET' }), codes: ['invalid_method'] },
    { name: 'a body without a model', text: line('a', { body: {} }), codes: ['missing_required_parameter'] },
    { name: 'a model that is not sold', text: line('a', { body: { model: 'x' } }), codes: ['model_not_found'] },
    { name: 'nothing but blanks', text: '\r\n \n', codes: ['empty_file'] },
  ])('finds $name', ({ text, codes }) => {
    expect(readBatchLines(text, rules).mistakes.map(({ code }) => code)).toEqual(codes);
  });

  it('finds more requests than a batch may have, and lists no more mistakes than help', () => {
    const many = Array.from({ length: openAiBatchLinesMax + 1 }, (_, index) => line(String(index)));
    expect(readBatchLines(many.join('\n'), rules).mistakes).toMatchObject([{ code: 'too_many_tasks', line: null }]);
    expect(readBatchLines('x\n'.repeat(batchMistakesMax + 1), rules).mistakes).toHaveLength(batchMistakesMax);
  });

  it('counts lines from 1, blank ones too, and takes either line ending', () => {
    const { items, mistakes } = readBatchLines(`${line('a')}\r\n\r\n{\r\n${line('b')}`, rules);
    expect(items.map(({ customId }) => customId)).toEqual(['a', 'b']);
    expect(mistakes).toMatchObject([{ code: 'invalid_json_line', line: 3 }]);
  });

  // Goal: whatever is uploaded, it is either run with names that are all different, or told what is wrong.
  it('never throws, and runs only what has a name of its own and the one model', () => {
    const anything = fc.oneof(fc.string(), fc.json(), fc.constantFrom('a', 'b', 'c').map((id) => line(id)), fc.record({ custom_id: fc.jsonValue(), method: fc.jsonValue(), url: fc.constant(endpoint), body: fc.jsonValue() }).map((made) => JSON.stringify(made)));
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 6 }), (lines) => {
        const { items, mistakes, model } = readBatchLines(lines.join('\n'), rules);
        if (mistakes.length > 0) return;
        expect(items.length).toBeGreaterThan(0);
        expect(new Set(items.map(({ customId }) => customId)).size).toBe(items.length);
        expect(items.every(({ customId, body }) => typeof customId === 'string' && body['model'] === model)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});
