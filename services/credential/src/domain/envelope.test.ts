// Goal: what was sealed opens to the same bytes, and to nothing else: any flipped bit, any other place, any other key fails.
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isSameSecret, openSecret, rewrapKey, sealSecret, type SealedSecret, type SecretIdentity } from './envelope.js';
import { localKeyEncryption, parseKeyVersions } from './local-key-encryption.js';
import { decodeSecret, encodeSecret, hintOf } from './secret.js';

const line = (version: number) => `v${version}:${randomBytes(32).toString('base64')}`;
const first = line(1);
const keys = localKeyEncryption(parseKeyVersions(first));
const identity: SecretIdentity = { tenant: '', provider: 'openai', id: 'openai-default', version: 1 };
const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,12}$/);
const fields = fc.dictionary(name, fc.uint8Array({ minLength: 1, maxLength: 200 }), { minKeys: 1, maxKeys: 4 });

describe('a sealed secret', () => {
  it('opens to the fields it was made of', async () => {
    await fc.assert(
      fc.asyncProperty(fields, async (given) => {
        const sealed = await sealSecret(keys, identity, encodeSecret(given));
        const opened = decodeSecret(await openSecret(keys, identity, sealed));
        expect(Object.keys(opened).toSorted()).toEqual(Object.keys(given).toSorted());
        for (const [field, value] of Object.entries(given)) expect(Buffer.compare(opened[field] as Buffer, Buffer.from(value))).toBe(0);
      }),
    );
  });

  it('opens with no bit flipped, neither of the secret nor of its key', async () => {
    const sealed = await sealSecret(keys, identity, Buffer.from('sk-0123456789'));
    const flip = (bytes: Buffer, bit: number): Buffer => {
      const copy = Buffer.from(bytes);
      copy.writeUInt8(copy.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      return copy;
    };
    // Every single bit, not a sample: there are only some hundred.
    for (let bit = 0; bit < sealed.sealed.length * 8; bit += 1) {
      await expect(openSecret(keys, identity, { ...sealed, sealed: flip(sealed.sealed, bit) })).rejects.toThrow('do not match');
    }
    for (let bit = 0; bit < sealed.wrappedKey.bytes.length * 8; bit += 1) {
      const wrappedKey = { ...sealed.wrappedKey, bytes: flip(sealed.wrappedKey.bytes, bit) };
      await expect(openSecret(keys, identity, { ...sealed, wrappedKey })).rejects.toThrow('do not match');
    }
  });

  it.each<{ name: string; other: Partial<SecretIdentity> }>([
    { name: 'another tenant', other: { tenant: 'acme' } },
    { name: 'another provider', other: { provider: 'openai-eu' } },
    { name: 'another secret', other: { id: 'openai-other' } },
    { name: 'another version', other: { version: 2 } },
    { name: 'names that only read the same when joined', other: { tenant: 'o', provider: 'penai' } },
  ])('opens in no row of $name', async ({ other }) => {
    const sealed = await sealSecret(keys, identity, Buffer.from('sk-0123456789'));
    await expect(openSecret(keys, { ...identity, ...other }, sealed)).rejects.toThrow('do not match');
  });

  it('opens with no other algorithm named, and with no other key of the same version', async () => {
    const sealed = await sealSecret(keys, identity, Buffer.from('sk-0123456789'));
    await expect(openSecret(keys, identity, { ...sealed, algorithm: 'AES-128-GCM' })).rejects.toThrow('do not match');
    await expect(openSecret(localKeyEncryption(parseKeyVersions(line(1))), identity, sealed)).rejects.toThrow('do not match');
  });

  it('is never the same bytes twice, and knows its value all the same', async () => {
    const seal = (): Promise<SealedSecret> => sealSecret(keys, identity, Buffer.from('sk-0123456789'));
    const [one, two] = [await seal(), await seal()];
    expect(one.sealed.equals(two.sealed) || one.fingerprint.equals(two.fingerprint)).toBe(false);
    expect(await isSameSecret(keys, identity, one, Buffer.from('sk-0123456789'))).toBe(true);
    expect(await isSameSecret(keys, identity, one, Buffer.from('sk-0123456780'))).toBe(false);
  });

  it('opens after a rewrap with the new key alone, and is recognised as before', async () => {
    const sealed = await sealSecret(keys, identity, Buffer.from('sk-0123456789'));
    const second = line(2);
    const rewrapped = await rewrapKey(localKeyEncryption(parseKeyVersions(`${first}\n${second}`)), identity, sealed);
    const onlyNew = localKeyEncryption(parseKeyVersions(second));
    expect((await openSecret(onlyNew, identity, rewrapped)).toString()).toBe('sk-0123456789');
    expect(await isSameSecret(onlyNew, identity, rewrapped, Buffer.from('sk-0123456789'))).toBe(true);
    await expect(openSecret(onlyNew, identity, sealed)).rejects.toThrow('v1 is not in the KEK file');
  });
});

describe('a KEK file', () => {
  it.each([
    { name: 'nothing', text: '\n# only a comment\n', sentence: 'it holds no key' },
    { name: 'a key of 16 bytes', text: `v1:${randomBytes(16).toString('base64')}`, sentence: 'line 1 is not a key' },
    { name: 'a version twice', text: `${first}\n${first}`, sentence: 'line 2 names version v1 a second time' },
    { name: 'words', text: `${first}\nhunter2`, sentence: 'line 2 is not a key' },
  ])('with $name is refused by its line, and not shown', ({ text, sentence }) => {
    expect(() => parseKeyVersions(text)).toThrow(sentence);
    expect(() => parseKeyVersions(text)).not.toThrow('hunter2');
  });

  it('takes a bare key as version 1, and the last line as current', () => {
    expect(localKeyEncryption(parseKeyVersions(randomBytes(32).toString('base64'))).currentVersion).toBe('v1');
    expect(localKeyEncryption(parseKeyVersions(`${first}\n${line(7)}\n`)).currentVersion).toBe('v7');
  });
});

describe('a hint', () => {
  it.each([
    { name: 'shows the last four characters of a long key', value: 'sk-0123456789abcdef', hint: 'cdef' },
    { name: 'shows nothing of a short one', value: 'secret', hint: '' },
    { name: 'shows no control characters', value: `sk-0123456789ab\u0007\ncd`, hint: '??cd' },
  ])('$name', ({ value, hint }) => {
    expect(hintOf({ api_key: Buffer.from(value) })).toBe(hint);
  });
});
