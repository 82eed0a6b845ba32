// Goal: whatever shape a key has, a vendor that repeats it tells it to nobody but us.
import { describe, expect, it } from '@jest/globals';
import { create } from '@bufbuild/protobuf';
import { AttemptTermsSchema } from '@switchyard/proto/event/v1/usage';
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { AttemptRequestSchema } from '@switchyard/proto/provider/v1/attempt';
import { systemClock } from '@switchyard/common/lifecycle';
import type { Provider } from '../adapter/provider.js';
import { VendorFailure } from '../adapter/vendor-failure.js';
import { openai } from '../providers/openai/index.js';
import { FakeCatalog, FakeCredentials, FakeJournal, silentEvents } from '../testing/fakes.js';
import { Attempts } from './attempts.js';
import { chatCall } from './calls/chat-call.js';
import { complete } from './complete.js';
import type { Wire } from './ports.js';
import { SpokenSecrets } from './spoken-secrets.js';

const key = 'plainHexKey/0123+456789';
const wire: Wire = { post: () => Promise.reject(new Error('not called')), isStarted: true, isSentWhole: true, answeredStatus: 200, stop: () => {}, release: () => {} };

describe('SpokenSecrets', () => {
  it('takes out what was remembered, in every spelling, and leaves short words alone', () => {
    const spoken = new SpokenSecrets();
    expect(spoken.remember(key)).toBe(key);
    spoken.remember('eu');
    const text = [key, Buffer.from(key).toString('base64'), encodeURIComponent(key), 'eu'].join(' | ');
    expect(spoken.redact(text)).toBe('[redacted] | [redacted] | [redacted] | eu');
  });
});

describe('an attempt whose vendor repeats the key everywhere', () => {
  it.each([
    { name: 'in its answer', fails: false },
    { name: 'in its error', fails: true },
  ])('$name tells it neither in the report nor in the fact', async ({ fails }) => {
    const echo: Provider = {
      ...openai,
      id: 'echo',
      complete: (_order, context) => {
        const said = context.secret('api_key')!;
        context.warn(`your key is ${said}`);
        if (fails) return Promise.reject(new VendorFailure({ origin: 'vendor', errorClass: ErrorClass.CALLER, message: `key ${said} is odd`, vendorCode: said }));
        return Promise.resolve([
          { type: 'meta', responseModel: said, responseId: said, tier: said },
          { type: 'usage', counts: { input: 1n, output: 1n }, raw: { for: said }, isFinal: true },
          { type: 'finish', unified: 'unknown', raw: said },
        ]);
      },
    };
    const catalog = new FakeCatalog();
    catalog.put({ id: 'echo', type: 'echo', baseUrl: 'https://x.example', credentials: ['k'] }, [{ name: 'm' }]);
    const credentials = new FakeCredentials();
    credentials.values.set('k', { api_key: key });
    const journal = new FakeJournal();
    const attempts = new Attempts({ providers: [echo], catalog, credentials, journal, openWire: () => wire, openFetch: () => { throw new Error('nothing is fetched here'); }, events: silentEvents, clock: systemClock });
    const request = create(AttemptRequestSchema, { terms: create(AttemptTermsSchema, { attemptId: 'a', provider: 'echo', model: 'm', vendorModel: 'm', credentialId: 'k' }), chat: { messages: [{}], parameters: { maxOutputTokens: 5 } } });
    const { report } = await complete(attempts, chatCall(request, { isStream: false }), { signal: new AbortController().signal });
    const told = JSON.stringify([report, journal.facts], (_name, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
    expect(told).toContain('[redacted]');
    expect(told).not.toContain(key);
  });
});
