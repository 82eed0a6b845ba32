// Goal: a call that needs a token or a signature leaves with it or not at all, and waits for it no longer than for a connection.
import { describe, expect, it } from '@jest/globals';
import { setImmediate } from 'node:timers/promises';
import type { Dispatcher } from 'undici';
import { fakeClock } from '@switchyard/common/testing';
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { VendorFailure } from '../../adapter/vendor-failure.js';
import type { Authorise, SignRequest } from '../../adapter/vendor-http.js';
import { VendorCall } from './vendor-call.js';

function send(sign?: SignRequest, authorise?: Authorise) {
  const clock = fakeClock();
  const sent: Dispatcher.DispatchOptions[] = [];
  const dispatcher = { dispatch: (options: Dispatcher.DispatchOptions) => sent.push(options) > 0 } as unknown as Dispatcher;
  const call = new VendorCall({ dispatcher, base: { origin: 'https://vendor.example', path: '/v1', allowsPrivate: false }, attemptId: 'a', timers: { connectMs: 100, firstOutputMs: undefined, idleMs: undefined, totalMs: 1_000 }, clock });
  const head = call.post({ path: '/x?y=1', headers: { accept: 'z' }, body: { a: 1 }, authorise, sign });
  head.catch(() => {});
  return { call, clock, head, sent };
}

describe('a signed call', () => {
  it('is shown to the signer as it leaves', async () => {
    const shown: Parameters<SignRequest>[0][] = [];
    const { sent } = send((request) => (shown.push(request), Promise.resolve({ ...request.headers, authorization: 'signed' })));
    await setImmediate();
    expect(shown).toMatchObject([{ method: 'POST', headers: { accept: 'z', 'content-type': 'application/json' }, body: Buffer.from('{"a":1}') }]);
    expect(shown[0]!.url.href).toBe('https://vendor.example/v1/x?y=1');
    expect(sent).toMatchObject([{ path: '/v1/x?y=1', headers: { accept: 'z', authorization: 'signed', 'x-client-request-id': 'a' }, body: Buffer.from('{"a":1}') }]);
  });

  it.each([
    { name: 'that says why', thrown: new VendorFailure({ origin: 'order', errorClass: ErrorClass.CREDENTIAL, message: 'No keys.' }), errorClass: ErrorClass.CREDENTIAL },
    { name: 'that breaks', thrown: new Error('secret words'), errorClass: ErrorClass.INTERNAL },
  ])('never leaves after a signer $name', async ({ thrown, errorClass }) => {
    const { call, clock, head, sent } = send(() => Promise.reject(thrown));
    await expect(head).rejects.toMatchObject({ fields: { errorClass, message: expect.not.stringContaining('secret') } });
    expect(sent).toEqual([]);
    expect(call.isStarted).toBe(false);
    expect(clock.pendingTimers).toBe(0);
  });

  it('never leaves when the signer takes longer than a connection may', async () => {
    const signing = Promise.withResolvers<Record<string, string>>();
    const { clock, head, sent } = send(() => signing.promise);
    await clock.advance(100);
    await expect(head).rejects.toMatchObject({ fields: { timer: 'connect' } });
    signing.resolve({});
    await setImmediate();
    expect(sent).toEqual([]);
  });
});

describe('a call that must be authorised first', () => {
  it('leaves at once with headers that are at hand', () => {
    const { sent } = send(undefined, () => ({ authorization: 'Bearer here' }));
    expect(sent).toMatchObject([{ headers: { accept: 'z', authorization: 'Bearer here' } }]);
  });

  it('leaves with a token that comes later, and is signed with it', async () => {
    const token = Promise.withResolvers<Record<string, string>>();
    const { sent } = send((request) => Promise.resolve({ ...request.headers, signed: request.headers['authorization']! }), () => token.promise);
    await setImmediate();
    expect(sent).toEqual([]);
    token.resolve({ authorization: 'Bearer later' });
    await setImmediate();
    expect(sent).toMatchObject([{ headers: { authorization: 'Bearer later', signed: 'Bearer later' } }]);
  });

  it.each([
    { name: 'a token service that hangs for as long as a connection may take', end: (sentCall: ReturnType<typeof send>) => sentCall.clock.advance(100), fields: { timer: 'connect', message: expect.stringContaining('token') } },
    { name: 'a caller that leaves while the token is awaited', end: async ({ call }: ReturnType<typeof send>) => call.stop(new VendorFailure({ origin: 'stopped', errorClass: ErrorClass.CANCELLED, message: 'Gone.' })), fields: { errorClass: ErrorClass.CANCELLED } },
  ])('ends with $name, and never leaves', async ({ end, fields }) => {
    const token = Promise.withResolvers<Record<string, string>>();
    const waiting = send(undefined, () => token.promise);
    await end(waiting);
    await expect(waiting.head).rejects.toMatchObject({ fields });
    token.resolve({ authorization: 'Bearer late' });
    await setImmediate();
    expect([waiting.sent, waiting.call.isStarted, waiting.clock.pendingTimers]).toEqual([[], false, 0]);
  });

  it('tells why it was not, and nothing of what broke', async () => {
    const refused = send(undefined, () => { throw new VendorFailure({ origin: 'order', errorClass: ErrorClass.CREDENTIAL, message: 'No key.' }); });
    await expect(refused.head).rejects.toMatchObject({ fields: { errorClass: ErrorClass.CREDENTIAL } });
    const broken = send(undefined, () => Promise.reject(new Error('secret words')));
    await expect(broken.head).rejects.toMatchObject({ fields: { errorClass: ErrorClass.INTERNAL, message: expect.not.stringContaining('secret') } });
    expect([refused.clock.pendingTimers, broken.clock.pendingTimers]).toEqual([0, 0]);
  });
});
