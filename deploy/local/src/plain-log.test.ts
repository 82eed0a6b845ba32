// Goal: a terminal shows sentences. JSON lines and stacks are for files.
import { describe, expect, it } from '@jest/globals';
import { PlainError } from './plain-error.js';
import { plainLifecycleLogger, plainLine } from './plain-log.js';

const line = (fields: object): string => `${JSON.stringify({ level: 'warn', time: '2026-11-21T09:08:07.123Z', service: 'health-monitor', ...fields })}\n`;

describe('a line of the log', () => {
  it.each([
    { name: 'a warning, with what it is about', text: line({ event: 'x', route: 'p/m/-/k', status: 'error', msg: 'route health changed', trace_id: 'abc' }), shown: '09:08:07 health-monitor: route health changed, route p/m/-/k, status error' },
    { name: 'an error, with its message and no stack', text: line({ level: 'error', msg: 'booking failed', err: { message: 'no table', stack: 'Error: no table\n at x' } }), shown: '09:08:07 health-monitor: booking failed, no table' },
    { name: 'what is no JSON, as it is', text: 'something else\n', shown: 'something else' },
    { name: 'nothing of lesser weight', text: line({ level: 'info', msg: 'fine' }), shown: undefined },
  ])('shows $name', ({ text, shown }) => {
    expect(plainLine(text)).toBe(shown);
  });
});

describe('the last words', () => {
  const words = (err: unknown): string => {
    let said = '';
    plainLifecycleLogger((text) => void (said += text)).error({ err }, 'local failed');
    return said;
  };

  it('are the sentence alone when the user can mend it', () => {
    expect(words(new PlainError('Switchyard runs here already.', { cause: new Error('hidden') }))).toBe('Switchyard runs here already.\n');
  });

  it('name what happened and why, without a stack, when it was not foreseen', () => {
    const said = words(new AggregateError([new Error('one', { cause: new Error('deep') })], 'all of it'));
    expect(said).toBe('local failed: all of it\n  one\n  because: deep\n');
  });
});
