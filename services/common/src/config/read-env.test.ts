// Goal: whoever sets a variable wrongly learns from one message what was wrong, what is wanted, and never sees a secret in it.
import { describe, expect, it } from '@jest/globals';
import type { ConfigError } from './config-error.js';
import { isConfigError } from './config-error.js';
import type { EnvReader } from './env-reader.js';
import type { Env } from './env.js';
import { readEnv } from './read-env.js';

function failure(env: Env, build: (read: EnvReader) => unknown): ConfigError {
  try {
    readEnv(env, build);
  } catch (error) {
    if (isConfigError(error)) return error;
    throw error;
  }
  throw new Error('no mistake was found');
}

describe('readEnv', () => {
  it.each<{ name: string; env: Env; build: (read: EnvReader) => unknown; value: unknown }>([
    { name: 'a port', env: { X: '8080' }, build: (read) => read.port('X'), value: 8080 },
    { name: 'a default when the variable is not set', env: {}, build: (read) => read.port('X', { default: 0 }), value: 0 },
    { name: 'a default when the variable is empty', env: { X: '  ' }, build: (read) => read.text('X', { default: 'a' }), value: 'a' },
    { name: 'undefined for an optional one', env: {}, build: (read) => read.integer('X', { optional: true }), value: undefined },
    { name: 'an optional one that is set', env: { X: '-3' }, build: (read) => read.integer('X', { optional: true }), value: -3 },
    { name: 'a false default', env: {}, build: (read) => read.boolean('X', { default: false }), value: false },
    { name: 'a boolean in words', env: { X: 'Yes' }, build: (read) => read.boolean('X'), value: true },
    { name: 'bare milliseconds', env: { X: '250' }, build: (read) => read.durationMs('X'), value: 250 },
    { name: 'a duration with a unit', env: { X: '2m' }, build: (read) => read.durationMs('X'), value: 120_000 },
    { name: 'a list', env: { X: 'a, b,,c,' }, build: (read) => read.list('X'), value: ['a', 'b', 'c'] },
    { name: 'an empty default list', env: {}, build: (read) => read.list('X', { default: [] }), value: [] },
    { name: 'a choice', env: { X: 'json' }, build: (read) => read.oneOf('X', ['text', 'json']), value: 'json' },
    { name: 'host and port', env: { X: 'db:5432' }, build: (read) => read.hostPort('X'), value: { host: 'db', port: 5432 } },
    { name: 'an IPv6 host', env: { X: '[::1]:80' }, build: (read) => read.hostPort('X'), value: { host: '::1', port: 80 } },
    { name: 'a postgres URL, known by its example', env: { X: 'postgresql://u:p@h/d' }, build: (read) => read.url('X', { example: 'postgres://user@host/db' }), value: 'postgresql://u:p@h/d' },
    { name: 'a decimal', env: { X: '0.25' }, build: (read) => read.number('X', { min: 0, max: 1 }), value: 0.25 },
    { name: 'a path', env: { X: '/a b' }, build: (read) => read.file('X'), value: '/a b' },
    { name: 'a secret', env: { X: 'hush' }, build: (read) => read.secret('X'), value: 'hush' },
  ])('reads $name', ({ env, build, value }) => {
    expect(readEnv(env, build)).toEqual(value);
  });

  it.each<{ name: string; env: Env; build: (read: EnvReader) => unknown; says: string }>([
    { name: 'a missing one', env: {}, build: (read) => read.text('X', { example: 'abc' }), says: 'X is not set; it must be a text, for example X=abc' },
    { name: 'a port too high', env: { X: '65536' }, build: (read) => read.port('X'), says: 'X is "65536"; it must be a port, 0 (any free one) to 65535' },
    { name: 'a number out of range', env: { X: '7' }, build: (read) => read.integer('X', { min: 1, max: 5 }), says: 'a whole number, 1 to 5' },
    { name: 'an exponent', env: { X: '1e3' }, build: (read) => read.integer('X', { min: 1 }), says: 'a whole number, 1 or more' },
    { name: 'an integer that a double cannot hold', env: { X: '9007199254740993' }, build: (read) => read.integer('X'), says: 'a whole number' },
    { name: 'a wrong unit', env: { X: '5 sec' }, build: (read) => read.durationMs('X'), says: 'X is "5 sec"; it must be a duration in ms' },
    { name: 'a wrong word for a boolean', env: { X: 'maybe' }, build: (read) => read.boolean('X'), says: 'true or false' },
    { name: 'a wrong choice', env: { X: 'xml' }, build: (read) => read.oneOf('X', ['text', 'json']), says: 'one of text, json' },
    { name: 'a list of nothing', env: { X: ',' }, build: (read) => read.list('X', { example: 'a,b' }), says: 'X=a,b' },
    { name: 'a host without a port', env: { X: 'db' }, build: (read) => read.hostPort('X'), says: 'host:port' },
    { name: 'a URL of another protocol', env: { X: 'mysql://h/d' }, build: (read) => read.url('X', { protocols: ['postgres'] }), says: 'X is "mysql://h/d"; it must be a URL that starts with postgres://' },
    { name: 'a short secret', env: { X: 'hush' }, build: (read) => read.secret('X', { lengthMin: 32 }), says: 'X is given (4 characters, not shown); it must be a secret of at least 32' },
  ])('explains $name', ({ env, build, says }) => {
    expect(failure(env, build).message).toContain(says);
  });

  it('gathers all mistakes of an environment', () => {
    const error = failure({ PORT: 'http', N: '-1' }, (read) => ({
      port: read.port('PORT'), n: read.integer('N', { min: 0 }), url: read.url('URL'), fine: read.text('FINE', { default: 'x' }),
    }));
    expect(error.mistakes.map((mistake) => mistake.variable)).toEqual(['PORT', 'N', 'URL']);
    expect(error.message.split('\n')).toHaveLength(4);
    expect(error.message).toContain('3 mistakes');
  });

  it('reports the mistakes and not the failure that followed from them', () => {
    const error = failure({}, (read) => new URL(read.url('BASE')).host);
    expect(error.mistakes).toEqual([expect.objectContaining({ variable: 'BASE', given: undefined })]);
  });

  it('lets a failure through that no mistake explains', () => {
    expect(() => readEnv({}, () => { throw new TypeError('a bug'); })).toThrow(new TypeError('a bug'));
  });

  it('takes a mistake that only shows when variables are seen together', () => {
    const error = failure({ MIN: '5', MAX: '3' }, (read) => {
      const min = read.integer('MIN');
      const max = read.integer('MAX');
      if (min > max) read.mistake({ variable: 'MAX', given: String(max), expected: `at least MIN, ${min}`, example: '10' });
    });
    expect(error.message).toContain('MAX is 3; it must be at least MIN, 5, for example MAX=10');
  });
});
