// Goal: the adapter holds keys and can reach the inside of a cluster, so a base URL must not lead there unless the
// operator's own file says so. Every spelling that has fooled others is in the table.
import { describe, expect, it } from '@jest/globals';
import type { LookupAddress } from 'node:dns';
import { readBaseUrl } from './base-url.js';
import { guardedLookup } from './guarded-lookup.js';
import { isPublicAddress } from './public-address.js';

describe('isPublicAddress', () => {
  it.each(['8.8.8.8', '1.1.1.1', '172.15.0.1', '172.32.0.1', '2606:4700::1111', '::ffff:8.8.8.8'])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    '127.0.0.1', '127.8.9.1', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1', '255.255.255.255', '198.18.0.1',
    '::1', '::', 'fe80::1', 'fc00::1', 'fd12::1', 'ff02::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:a9fe:a9fe', '64:ff9b::a00:1', '2002:7f00:1::', '2001:db8::1', 'not an address', '',
  ])('%s is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('readBaseUrl', () => {
  it.each([
    { name: 'https', url: 'https://api.example.com/v1', allows: false, origin: 'https://api.example.com', path: '/v1' },
    { name: 'slashes at the end', url: 'https://api.example.com/v1//', allows: false, origin: 'https://api.example.com', path: '/v1' },
    { name: 'a public address', url: 'https://8.8.8.8', allows: false, origin: 'https://8.8.8.8', path: '' },
    { name: 'http where it is allowed', url: 'http://127.0.0.1:4010/v1', allows: true, origin: 'http://127.0.0.1:4010', path: '/v1' },
  ])('takes $name', ({ url, allows, origin, path }) => {
    expect(readBaseUrl(url, allows)).toMatchObject({ origin, path });
  });

  it.each([
    { name: 'http', url: 'http://api.example.com', allows: false },
    { name: 'another protocol', url: 'file:///etc/passwd', allows: true },
    { name: 'a user and password', url: 'https://user:pass@api.example.com', allows: true },
    { name: 'a query', url: 'https://api.example.com/?a=b', allows: true },
    { name: 'a private address', url: 'https://10.0.0.1', allows: false },
    { name: 'a private address as one number', url: 'https://2130706433/', allows: false },
    { name: 'a private address in octal', url: 'https://0177.0.0.1/', allows: false },
    { name: 'the metadata service', url: 'https://169.254.169.254/', allows: false },
    { name: 'loopback in IPv6', url: 'https://[::1]/', allows: false },
    { name: 'an IPv4 address inside IPv6', url: 'https://[::ffff:10.0.0.1]/', allows: false },
    { name: 'no URL', url: 'api.example.com', allows: true },
  ])('refuses $name', ({ url, allows }) => {
    expect(() => readBaseUrl(url, allows)).toThrow(/base URL/);
  });
});

describe('guardedLookup', () => {
  const look = (addresses: LookupAddress[], all: boolean) =>
    new Promise<unknown>((resolve) => {
      guardedLookup((_name, callback) => callback(null, addresses))('vendor.example', { all }, (error, address) => resolve(error?.message ?? address));
    });

  it('gives the very addresses that it checked', async () => {
    expect(await look([{ address: '8.8.8.8', family: 4 }], false)).toBe('8.8.8.8');
    expect(await look([{ address: '8.8.8.8', family: 4 }], true)).toEqual([{ address: '8.8.8.8', family: 4 }]);
  });

  it.each([
    { name: 'a private address', addresses: [{ address: '10.0.0.1', family: 4 }] },
    { name: 'a private address behind a public one', addresses: [{ address: '8.8.8.8', family: 4 }, { address: '::1', family: 6 }] },
    { name: 'no address', addresses: [] },
  ])('refuses a name with $name', async ({ addresses }) => {
    expect(await look(addresses, true)).toMatch(/not public/);
  });
});
