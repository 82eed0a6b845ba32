// Goal: a key is good when all of its hash is. A ring that looks at the beginning only lets in whoever finds a hash that
// begins alike, which is a matter of minutes.
import { hash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { create } from '@bufbuild/protobuf';
import { ApiKeySchema } from '@switchyard/proto/credential/v1/access_service';
import { Reason } from '../errors/index.js';
import { KeyRing } from './key-ring.js';

const token = 'sy_offered';
const digest = Buffer.from(hash('sha256', token, 'hex'), 'hex');

function ringOf(sha256: Uint8Array): KeyRing {
  const ring = new KeyRing();
  ring.replace([create(ApiKeySchema, { id: 'k', tenant: 'acme', role: 'caller', sha256 })]);
  return ring;
}

describe('KeyRing', () => {
  it('knows a key by its hash', () => {
    expect(ringOf(digest).authenticateToken(token, 0)).toMatchObject({ kind: 'key', keyId: 'k', tenant: 'acme' });
  });

  it.each([
    { name: 'begins', place: digest.length - 1 },
    { name: 'ends', place: 0 },
  ])('refuses a key whose hash only $name like a good one', ({ place }) => {
    const other = Buffer.from(digest);
    other[place] = digest[place]! ^ 1;
    const ring = ringOf(other);
    expect(() => ring.authenticateToken(token, 0)).toThrow(expect.objectContaining({ reason: Reason.UNAUTHENTICATED }));
  });
});
