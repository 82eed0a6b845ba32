// Goal: whatever model a run tells its user to ask for can be asked.
import { describe, expect, it } from '@jest/globals';
import { modelToAsk } from './apply-catalog.js';

const catalog = (...names: string[]) => ({ models: names.map((name) => ({ name, enabled: !name.startsWith('off') })) }) as never;
const declared = (defaults: object | undefined, ...names: string[]) => ({ defaults, models: names.map((name) => ({ name })) }) as never;

describe('the model to ask', () => {
  it.each([
    { name: 'the default', of: declared({ model: 'b', chain: [] }, 'a', 'b'), has: catalog('a', 'b'), is: 'b' },
    { name: 'the first of the file without a default', of: declared(undefined, 'b', 'a'), has: catalog('a', 'b'), is: 'b' },
    { name: 'any when the default is not in the catalog', of: declared({ model: 'gone', chain: [] }), has: catalog('a'), is: 'a' },
    { name: 'none that is disabled', of: declared({ model: 'off-a', chain: [] }, 'off-a'), has: catalog('off-a', 'c'), is: 'c' },
    { name: 'none when there is none', of: declared(undefined), has: catalog(), is: undefined },
  ])('is $name', ({ of, has, is }) => {
    expect(modelToAsk(of, has)).toBe(is);
  });
});
