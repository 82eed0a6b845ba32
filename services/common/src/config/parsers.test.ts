// Goal: for every value there is, the parsers return it or refuse it, and no message ever shows what a secret holds.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ConfigError } from './config-error.js';
import { GIVEN_LENGTH_MAX } from './limits.js';
import { parseDurationMs, parseHostPort, parseInteger, parseList, parsePort } from './parsers.js';
import { readEnv } from './read-env.js';
import { showUrl } from './redact.js';

const messageOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
  }
  return '';
};

describe('parsers', () => {
  it('reads back every safe integer', () => {
    fc.assert(fc.property(fc.maxSafeInteger(), (value) => { expect(parseInteger(String(value))).toBe(value); }));
  });

  it('keeps an integer inside its range, whatever the text', () => {
    fc.assert(fc.property(fc.string(), fc.integer(), fc.nat(), (text, min, width) => {
      const value = parseInteger(text, { min, max: min + width });
      expect(value === undefined || (value >= min && value <= min + width)).toBe(true);
    }));
  });

  it('takes exactly the ports from 0 to 65535', () => {
    fc.assert(fc.property(fc.integer({ min: -10, max: 70_000 }), (port) => {
      expect(parsePort(String(port))).toBe(port >= 0 && port <= 65_535 ? port : undefined);
    }));
  });

  it('gives the same duration for seconds and for their milliseconds', () => {
    fc.assert(fc.property(fc.nat({ max: 2_000_000 }), (seconds) => {
      expect(parseDurationMs(`${seconds}s`)).toBe(parseDurationMs(`${seconds * 1000}ms`));
    }));
  });

  it('reads back every host and port', () => {
    fc.assert(fc.property(fc.oneof(fc.domain(), fc.ipV4(), fc.ipV6()), fc.nat({ max: 65_535 }), (host, port) => {
      const text = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
      expect(parseHostPort(text)).toEqual({ host, port });
    }));
  });

  it('reads back every list whose entries hold no comma', () => {
    const entry = fc.string({ minLength: 1 }).filter((text) => !text.includes(',') && text.trim() === text);
    fc.assert(fc.property(fc.array(entry), (entries) => { expect(parseList(entries.join(' , '))).toEqual(entries); }));
  });
});

describe('what a message shows', () => {
  const password = fc.stringMatching(/^[A-Za-z0-9:/@#%^&*-]{8,60}$/);

  it('is never a secret', () => {
    fc.assert(fc.property(password, (value) => {
      const message = messageOf(() => readEnv({ KEY: value }, (read) => read.secret('KEY', { lengthMin: 100 })));
      expect(message).toContain('KEY is given');
      expect(message).not.toContain(value);
    }));
  });

  it('is never the password of a URL, however broken the URL is', () => {
    fc.assert(fc.property(password, fc.constantFrom('postgres://', 'postgres:', '', 'http//'), (value, start) => {
      const secret = `P${value}P`;
      expect(showUrl(`${start}user:${secret}@host:99999/db?password=${secret}`)).not.toContain(secret);
    }));
  });

  it('is never much longer than its limit', () => {
    const message = messageOf(() => readEnv({ X: 'a'.repeat(100_000) }, (read) => read.port('X')));
    expect(message.length).toBeGreaterThan(GIVEN_LENGTH_MAX);
    expect(message.length).toBeLessThan(GIVEN_LENGTH_MAX + 200);
  });
});
