// Goal: a file that is not there is told with the variable that names it.
import { describe, expect, it } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { readAuthorities } from './read-authorities.js';

describe('authorities of vendors', () => {
  it('are the text of the file, and none without one', () => {
    expect(readAuthorities(fileURLToPath(import.meta.url))).toContain('authorities of vendors');
    expect(readAuthorities(undefined)).toBeUndefined();
  });

  it('that cannot be read name the variable, the file and why', () => {
    expect(() => readAuthorities('/nope')).toThrow(/VENDOR_CA_FILE is .*\/nope.*ENOENT/);
  });
});
