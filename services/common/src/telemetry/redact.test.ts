// Goal: no key leaves by a log line, wherever in the line it stands. What is not a key stays readable.
import { describe, expect, it } from '@jest/globals';
import { createLogger } from './logger.js';
import { redactSecrets } from './redact.js';

describe('redactSecrets', () => {
  it.each([
    { name: 'a key of ours', secret: 'sy_abcdefghijklmnopqrstuvwxyz012345' },
    { name: 'an OpenAI key', secret: 'sk-proj-abcdefgh12345678' },
    { name: 'an Anthropic key', secret: 'sk-ant-api03-abcdefgh' },
    { name: 'a Google key', secret: 'AIzaSyA1234567890abcdefghijklm' },
    { name: 'a bearer token', secret: 'Bearer abcdefghijkl' },
    { name: 'a password in an address', secret: 'hunter22' , text: 'postgres://switchyard:hunter22@127.0.0.1:5432/x' },
  ])('hides $name', ({ secret, text = `{"msg":"failed with ${secret}, sorry"}` }) => {
    expect(text).toContain(secret);
    expect(redactSecrets(text)).not.toContain(secret);
  });

  it('leaves ordinary words alone', () => {
    const line = '{"model":"gpt-5-mini","request_id":"0199-aa","msg":"task-force answered; ask-me"}';
    expect(redactSecrets(line)).toBe(line);
  });
});

describe('createLogger', () => {
  it('censors fields that are named like secrets', () => {
    const lines: string[] = [];
    const logger = createLogger({ service: 'test', level: 'info', destination: { write: (line) => void lines.push(line) } });
    logger.info({ headers: { authorization: 'plain-words' } }, 'call');
    expect(lines[0]).not.toContain('plain-words');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ service: 'test', level: 'info', msg: 'call' });
  });
});
