// A catalog and keys for every provider of the index, without a vendor behind them.
import { loadConformance, typeOf } from './conformance.js';
import { FakeCatalog, FakeCredentials, FakeJournal } from './fakes.js';

export async function fakeWorld() {
  const [catalog, credentials] = [new FakeCatalog(), new FakeCredentials()];
  for (const [id, { models, options = {}, credential = { api_key: `sk-test-${id}` } }] of await loadConformance()) {
    catalog.put({ id, type: typeOf(id), baseUrl: 'https://vendor.example', credentials: [`${id}-key`], options }, Object.values(models).map((name) => ({ name })));
    credentials.values.set(`${id}-key`, { ...credential });
  }
  // Made anew by its getter, so that a run of hours forgets what it has seen.
  return { catalog, credentials, get journal() { return new FakeJournal(); } };
}
