// Goal: a consumer waits exactly for what passes by itself, and parks the rest instead of trying for ever.
import { describe, expect, it } from '@jest/globals';
import { isConflict, isTransient, isUniqueViolation, sqlStateOf } from './errors.js';

const withCode = (code: string, message = 'failed') => Object.assign(new Error(message), { code });

describe('isTransient', () => {
  it.each<{ name: string; error: unknown }>([
    { name: 'a refused connection', error: withCode('ECONNREFUSED') },
    { name: 'a broken pipe, whose code looks like a SQLSTATE', error: withCode('EPIPE') },
    { name: 'a host with two addresses, both refused', error: new AggregateError([withCode('ECONNREFUSED'), withCode('ECONNREFUSED')]) },
    { name: 'a connection that ended in a query', error: new Error('Connection terminated unexpectedly') },
    { name: 'a full pool', error: new Error('timeout exceeded when trying to connect') },
    { name: 'a server that starts', error: withCode('57P03') },
    { name: 'a server that was shut down', error: withCode('57P01') },
    { name: 'a crash', error: withCode('57P02') },
    { name: 'a lost connection, by its class', error: withCode('08006') },
    { name: 'too many connections', error: withCode('53300') },
    { name: 'a deadlock', error: withCode('40P01') },
    { name: 'a demoted primary', error: withCode('25006') },
    { name: 'one of these as the cause of another error', error: new Error('not booked', { cause: withCode('57P01') }) },
  ])('is true for $name', ({ error }) => {
    expect(isTransient(error)).toBe(true);
  });

  it.each<{ name: string; error: unknown }>([
    { name: 'a unique violation', error: withCode('23505') },
    { name: 'a value out of range', error: withCode('22003') },
    { name: 'a syntax error', error: withCode('42601') },
    { name: 'a wrong password', error: withCode('28P01') },
    { name: 'an error of our own', error: new TypeError('x is not a function') },
    { name: 'an error whose code is not of Postgres', error: withCode('ENOENT') },
    { name: 'nothing', error: undefined },
    { name: 'a text', error: 'ECONNREFUSED' },
  ])('is false for $name', ({ error }) => {
    expect(isTransient(error)).toBe(false);
  });

  it('comes back from an error that is its own cause', () => {
    const error = new Error('round');
    error.cause = error;
    expect(isTransient(error)).toBe(false);
  });
});

describe('the state of an error', () => {
  it('is found through its causes', () => {
    const error = new Error('outer', { cause: withCode('23505') });
    expect(sqlStateOf(error)).toBe('23505');
    expect(isUniqueViolation(error)).toBe(true);
    expect(isConflict(error)).toBe(false);
  });

  it('is undefined when the error is of the network', () => {
    expect(sqlStateOf(withCode('EPIPE'))).toBeUndefined();
  });
});
