// Goal: a caller's fields join those of the model's row, and take none of them away.
import { describe, expect, it } from '@jest/globals';
import { mergeFields } from './order-json.js';

describe('mergeFields', () => {
  it.each([
    { name: 'keeps both', row: { a: 1 }, caller: { b: 2 }, merged: { a: 1, b: 2 } },
    { name: 'keeps the word of the row', row: { a: 1 }, caller: { a: 2 }, merged: { a: 1 } },
    { name: 'keeps the row\'s members of a container', row: { generationConfig: { thinkingConfig: { thinkingBudget: 0 } } }, caller: { generationConfig: { topK: 3 } }, merged: { generationConfig: { thinkingConfig: { thinkingBudget: 0 }, topK: 3 } } },
    { name: 'takes no object for a value', row: { a: { b: 1 } }, caller: { a: null }, merged: { a: { b: 1 } } },
    { name: 'joins no lists', row: { a: [1] }, caller: { a: [2, 3] }, merged: { a: [1] } },
  ])('$name', ({ row, caller, merged }) => expect(mergeFields(row, caller)).toEqual(merged));
});
