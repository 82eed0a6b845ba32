// Goal: a key is used while it is good and not a moment longer than allowed, one fetch serves many, and what is dropped
// is overwritten.
import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from '@jest/globals';
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { CredentialSchema } from '@switchyard/proto/credential/v1/credential';
import { UseCredentialResponseSchema } from '@switchyard/proto/credential/v1/credentials_service';
import { AppError, Reason } from '@switchyard/common/errors';
import { fakeClock } from '@switchyard/common/testing';
import { CredentialCache } from './credential-cache.js';

function setUp() {
  const clock = fakeClock();
  const state = { version: 1, value: 'sk-one', refusal: undefined as AppError | undefined };
  const asked: { id?: string; refusedVersion?: number; purpose?: string }[] = [];
  const given: Uint8Array[] = [];
  const stale: number[] = [];
  const cache = new CredentialCache({
    credentials: {
      useCredential(request) {
        asked.push(request as (typeof asked)[number]);
        if (state.refusal !== undefined) return Promise.reject(state.refusal);
        const value = new TextEncoder().encode(state.value);
        given.push(value);
        return Promise.resolve(create(UseCredentialResponseSchema, { fields: { api_key: value }, version: state.version, state: 'active' }));
      },
    },
    ttlMs: 60_000,
    staleMaxMs: 3_600_000,
    clock,
    onStale: (_id, ageMs) => stale.push(ageMs),
  });
  const key = async () => (await cache.use('k', 'attempts')).field('api_key');
  return { cache, clock, state, asked, given, stale, key };
}

const away = new AppError(Reason.STORE_UNAVAILABLE, 'away');
const denied = new AppError(Reason.KEY_REVOKED, 'revoked');
const row = (version: number, state = 'active') => create(CredentialSchema, { id: 'k', version, state });
const isErased = (value: Uint8Array | undefined): boolean => value !== undefined && value.every((byte) => byte === 0);

describe('CredentialCache', () => {
  it('attempts that come together share one fetch, and later ones its result for a minute', async () => {
    const { clock, asked, key } = setUp();
    expect(await Promise.all([key(), key(), key()])).toEqual(['sk-one', 'sk-one', 'sk-one']);
    await clock.advance(59_999);
    await key();
    expect(asked).toHaveLength(1);
    await clock.advance(1);
    await key();
    expect(asked).toHaveLength(2);
  });

  it('while credential is away an old key is used, with an alarm, and no longer than the limit', async () => {
    const { clock, state, stale, given, key } = setUp();
    await key();
    state.refusal = away;
    await clock.advance(3_600_000);
    expect(await key()).toBe('sk-one');
    expect(stale).toEqual([3_600_000]);
    await clock.advance(1);
    await expect(key()).rejects.toMatchObject({ reason: Reason.SECRET_UNAVAILABLE, code: 'UNAVAILABLE' });
    expect(isErased(given[0])).toBe(true);
  });

  it('a key that is denied is dropped at once and is the failure of its class', async () => {
    const { clock, state, given, key } = setUp();
    await key();
    state.refusal = denied;
    await clock.advance(60_000);
    await expect(key()).rejects.toMatchObject({ fields: { errorClass: ErrorClass.CREDENTIAL } });
    expect(isErased(given[0])).toBe(true);
    // Credential away afterwards does not bring it back.
    state.refusal = away;
    await expect(key()).rejects.toMatchObject({ reason: Reason.SECRET_UNAVAILABLE });
  });

  it('a version that the provider refused is dropped, and the next fetch asks for a newer one', async () => {
    const { cache, state, asked, given, key } = setUp();
    cache.refused(await cache.use('k', 'attempts'));
    expect(isErased(given[0])).toBe(true);
    Object.assign(state, { version: 2, value: 'sk-two' });
    expect(await key()).toBe('sk-two');
    expect(asked.map(({ refusedVersion }) => refusedVersion)).toEqual([0, 1]);
  });

  it('an old attempt that is refused late does not drop the newer key', async () => {
    const { cache, state, key } = setUp();
    const old = await cache.use('k', 'attempts');
    Object.assign(state, { version: 2, value: 'sk-two' });
    cache.reconcile([row(2)]);
    await key();
    cache.refused(old);
    state.refusal = away;
    expect(await key()).toBe('sk-two');
  });

  it.each([
    { name: 'a revoked key', rows: [row(1, 'revoked')], keeps: false },
    { name: 'a rotated key', rows: [row(2)], keeps: false },
    { name: 'a key that is gone', rows: [], keeps: false },
    { name: 'an unchanged key', rows: [row(1)], keeps: true },
  ])('the watch drops $name: $keeps', async ({ rows, keeps }) => {
    const { cache, given, key } = setUp();
    const secret = await cache.use('k', 'attempts');
    cache.reconcile(rows);
    expect(isErased(given[0])).toBe(!keeps);
    if (!keeps) expect(() => secret.field('api_key')).toThrow(/withdrawn/);
    expect(await key()).toBe('sk-one');
  });

  it('closing overwrites all, and a key in a log is its name', async () => {
    const { cache, given } = setUp();
    const secret = await cache.use('k', 'attempts');
    expect(JSON.stringify({ secret })).toBe('{"secret":{"id":"k","version":1}}');
    cache.close();
    expect(isErased(given[0])).toBe(true);
  });
});
