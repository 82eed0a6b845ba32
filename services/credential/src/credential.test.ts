// Goal: the service as its peers see it: who may do what, what is a no-op, and how fast a revocation is known.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { Reason } from '@switchyard/common/errors';
import { watchForever } from '@switchyard/common/grpc';
import { KeyRing, type KeyPrincipal } from '@switchyard/common/identity';
import { openDatabase, sql } from '@switchyard/common/postgres';
import { startCredential, type TestCredential } from './testing/start-credential.js';

const timeoutMs = 10_000;
const admin: KeyPrincipal = { kind: 'key', keyId: 'k-admin', tenant: 'acme', project: '', role: 'admin', models: [], passthrough: false };
const as = (role: KeyPrincipal['role'], tenant = 'acme') => ({ timeoutMs, onBehalfOf: { ...admin, role, tenant } });
const secret = (text: string) => ({ api_key: Buffer.from(text) });
const declaredKey = (letter: string) => `sy_${letter.repeat(40)}`;

let service: TestCredential;
beforeAll(async () => {
  service = await startCredential();
  await service.access('applier').putTenant({ tenant: { name: 'acme', enabled: true, projects: ['web'] } }, { timeoutMs });
});
afterAll(() => service.close());

const run = (statement: ReturnType<typeof sql>) => {
  const database = openDatabase({ url: service.databaseUrl, schema: 'credential', applicationName: 'test' });
  return statement.execute(database.db).finally(() => database.close());
};

describe('credentials of one tenant', () => {
  it('are shown to that tenant, to who runs the platform, and to nobody else', async () => {
    await service.credentials('applier').storeCredential({ id: 'acme-own', provider: 'openai', tenant: 'acme', fields: { api_key: Buffer.from('sk-own-0123456789') } }, { timeoutMs });
    const seen = async (options: object) => (await service.credentials('console').listCredentials({}, options as never)).credentials.some(({ id }) => id === 'acme-own');
    expect([await seen(as('operator')), await seen(as('operator', 'other')), await seen(as('admin', 'other')), await seen(as('viewer', 'switchyard'))]).toEqual([true, false, true, true]);
  });
});

describe('tenants', () => {
  it('has the payer of probes from the start', async () => {
    const { tenants } = await service.access('router').listTenants({}, { timeoutMs });
    expect(tenants.map(({ name }) => name)).toEqual(['acme', 'switchyard']);
  });

  it('changes nothing when a tenant is put again as it is', async () => {
    const tenant = { name: 'acme', enabled: true, projects: ['web'] };
    expect((await service.access('applier').putTenant({ tenant }, { timeoutMs })).changed).toBe(false);
  });

  it.each([
    { name: 'a name that cannot be part of a subject', tenant: { name: 'Acme.eu' }, field: 'tenant.name' },
    { name: 'no name', tenant: {}, field: 'tenant.name' },
    { name: 'a project twice', tenant: { name: 'b', projects: ['x', 'x'] }, field: 'tenant.projects[1]' },
  ])('refuses $name', async ({ tenant, field }) => {
    await expect(service.access('applier').putTenant({ tenant }, { timeoutMs })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', options: { field } });
  });

  it('shows a key of one tenant no other tenant', async () => {
    const { tenants } = await service.access('console').listTenants({}, as('viewer'));
    expect(tenants.map(({ name }) => name)).toEqual(['acme']);
  });
});

describe('API keys', () => {
  it('shows a made key once, and only its hash is good for the key ring', async () => {
    const { key, apiKey, changed } = await service.access('applier').createApiKey({ name: 'made', tenant: 'acme', project: 'web' }, { timeoutMs });
    expect(key).toMatch(/^sy_[A-Za-z0-9_-]{43}$/);
    expect(changed).toBe(true);
    expect(apiKey).toMatchObject({ role: 'caller', project: 'web', hint: key.slice(-4) });
    expect(apiKey?.sha256).toHaveLength(0);
    const ring = await ringNow();
    expect(ring.authenticateToken(key, Date.now())).toMatchObject({ tenant: 'acme', project: 'web', role: 'caller' });
    const { apiKeys } = await service.access('console').listApiKeys({ tenant: 'acme' }, as('viewer'));
    expect(JSON.stringify(apiKeys.map(({ name, sha256 }) => ({ name, sha256: sha256.length })))).toContain('{"name":"made","sha256":0}');
  });

  it('keeps a declared key, and the same again is a no-op', async () => {
    const declare = { name: 'declared', tenant: 'acme', declaredKey: declaredKey('a') };
    const first = await service.access('applier').createApiKey(declare, { timeoutMs });
    const again = await service.access('applier').createApiKey(declare, { timeoutMs });
    expect([first.changed, again.changed, again.key]).toEqual([true, false, '']);
    expect(again.apiKey?.id).toBe(first.apiKey?.id);
  });

  it('replaces a declared key by a newly declared value, and the old one ends', async () => {
    await service.access('applier').createApiKey({ name: 'turned', tenant: 'acme', declaredKey: declaredKey('b') }, { timeoutMs });
    await service.access('applier').createApiKey({ name: 'turned', tenant: 'acme', declaredKey: declaredKey('c') }, { timeoutMs });
    const ring = await ringNow();
    expect(() => ring.authenticateToken(declaredKey('b'), Date.now())).toThrow('not known');
    expect(ring.authenticateToken(declaredKey('c'), Date.now()).tenant).toBe('acme');
  });

  it.each([
    { name: 'an unknown tenant', request: { name: 'x', tenant: 'nobody' }, reason: Reason.UNKNOWN_TENANT },
    { name: 'an unknown project', request: { name: 'x', tenant: 'acme', project: 'ghost' }, reason: Reason.INVALID_FIELD },
    { name: 'an unknown role', request: { name: 'x', tenant: 'acme', role: 'root' }, reason: Reason.INVALID_FIELD },
    { name: 'a declared key that is too short', request: { name: 'x', tenant: 'acme', declaredKey: 'sy_short' }, reason: Reason.INVALID_FIELD },
    { name: 'a name that is taken', request: { name: 'made', tenant: 'acme' }, reason: Reason.ALREADY_EXISTS },
    { name: 'a declared key of another tenant', request: { name: 'x', tenant: 'switchyard', declaredKey: declaredKey('a') }, reason: Reason.ALREADY_EXISTS },
    { name: 'no name', request: { tenant: 'acme' }, reason: Reason.MISSING_FIELD },
  ])('refuses $name', async ({ request, reason }) => {
    await expect(service.access('applier').createApiKey(request, { timeoutMs })).rejects.toMatchObject({ reason });
  });

  it('leaves out keys that have expired and keys of disabled tenants', async () => {
    const { access } = service;
    await access('applier').putTenant({ tenant: { name: 'closed', enabled: true } }, { timeoutMs });
    await access('applier').createApiKey({ name: 'k', tenant: 'closed', declaredKey: declaredKey('d') }, { timeoutMs });
    await access('applier').createApiKey({ name: 'old', tenant: 'acme', declaredKey: declaredKey('e'), expiresAt: timestampFromMs(Date.now() - 1000) }, { timeoutMs });
    expect((await ringNow()).authenticateToken(declaredKey('d'), Date.now()).tenant).toBe('closed');
    await access('applier').putTenant({ tenant: { name: 'closed', enabled: false } }, { timeoutMs });
    const ring = await ringNow();
    expect(() => ring.authenticateToken(declaredKey('d'), Date.now())).toThrow('not known');
    expect(() => ring.authenticateToken(declaredKey('e'), Date.now())).toThrow('not known');
  });

  it('tells a watcher of a revocation within a second, and of nothing twice', async () => {
    const { key, apiKey } = await service.access('applier').createApiKey({ name: 'short-lived', tenant: 'acme' }, { timeoutMs });
    const ring = new KeyRing();
    let snapshots = 0;
    const gone = Promise.withResolvers<number>();
    const watch = watchForever({
      open: (signal) => service.access('router').watchKeys({}, { signal }),
      onFrame(frame) {
        if (!frame.snapshot) return;
        snapshots += 1;
        ring.replace(frame.apiKeys);
        if (!frame.apiKeys.some(({ id }) => id === apiKey?.id)) gone.resolve(performance.now());
      },
    });
    try {
      await watch.first;
      expect(ring.authenticateToken(key, Date.now()).keyId).toBe(apiKey?.id);
      const revokedAt = performance.now();
      await service.access('applier').revokeApiKey({ id: apiKey?.id }, { timeoutMs });
      expect((await gone.promise) - revokedAt).toBeLessThan(1000);
      expect(() => ring.authenticateToken(key, Date.now())).toThrow('not known');
      expect(snapshots).toBe(2);
    } finally {
      await watch.close();
    }
  });

  it('sends no snapshot to a watcher that has the newest revision', async () => {
    const [first] = await frames(service.access('router').watchKeys({}, {}), 1);
    const [again] = await frames(service.access('router').watchKeys({ knownRevision: first?.revision }, {}), 1);
    expect(first?.snapshot).toBe(true);
    expect(again).toMatchObject({ snapshot: false, revision: first?.revision });
  });

  it('hears of what another replica wrote', async () => {
    const seen = frames(service.access('router').watchKeys({}, {}), 2);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await run(sql`update revisions set revision = revision + 1 where name = 'keys'`);
    const [before, after] = await seen;
    expect(after).toMatchObject({ snapshot: true, revision: (before?.revision ?? 0n) + 1n });
  });
});

describe('provider keys', () => {
  it('gives a stored key to provider-adapter, and writes who asked into the audit', async () => {
    await service.credentials('applier').storeCredential({ provider: 'openai', fields: secret('sk-first-0123456789') }, { timeoutMs });
    const used = await service.credentials('provider-adapter').useCredential({ id: 'openai-default', purpose: 'attempts' }, { timeoutMs });
    expect(Buffer.from(used.fields['api_key'] as Uint8Array).toString()).toBe('sk-first-0123456789');
    expect(used).toMatchObject({ version: 1, state: 'active' });
    const { entries } = await service.access('console').listAudit({}, as('admin'));
    expect(entries[0]).toMatchObject({ actor: 'service:provider-adapter', action: 'credential.used', subject: 'openai-default', detail: 'version 1 for attempts' });
  });

  it.each(['router', 'console', 'applier', 'catalog'])('gives no key to %s', async (peer) => {
    await expect(service.credentials(peer).useCredential({ id: 'openai-default', purpose: 'attempts' }, { timeoutMs })).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  });

  it('gives no key to an admin', async () => {
    await expect(service.credentials('console').useCredential({ id: 'openai-default', purpose: 'attempts' }, as('admin'))).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  });

  it('knows the same value, and makes another one the next version', async () => {
    const store = (text: string) => service.credentials('applier').storeCredential({ provider: 'openai', fields: secret(text) }, { timeoutMs });
    expect(await store('sk-first-0123456789')).toMatchObject({ changed: false, credential: { version: 1 } });
    expect(await store('sk-other-0123456789')).toMatchObject({ changed: true, credential: { version: 2, state: 'active', hint: '6789' } });
  });

  it('gives the other version when the provider refused one, and says so when there is none', async () => {
    const use = (refusedVersion: number) => service.credentials('provider-adapter').useCredential({ id: 'openai-default', refusedVersion, purpose: 'attempts' }, { timeoutMs });
    expect(await use(1)).toMatchObject({ version: 2, state: 'active' });
    expect(await use(2)).toMatchObject({ version: 1, state: 'draining' });
    await service.credentials('applier').storeCredential({ provider: 'single', fields: secret('sk-single-0123456789') }, { timeoutMs });
    await expect(service.credentials('provider-adapter').useCredential({ id: 'single-default', refusedVersion: 1, purpose: 'attempts' }, { timeoutMs })).rejects.toMatchObject({ reason: Reason.NOT_FOUND });
  });

  it('opens nothing that was revoked, and takes a revoked value never back', async () => {
    await service.credentials('applier').storeCredential({ provider: 'gone', fields: secret('sk-gone-0123456789') }, { timeoutMs });
    await service.credentials('applier').revokeCredential({ id: 'gone-default', reason: 'leaked' }, { timeoutMs });
    await expect(service.credentials('provider-adapter').useCredential({ id: 'gone-default', purpose: 'attempts' }, { timeoutMs })).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    await expect(service.credentials('applier').storeCredential({ provider: 'gone', fields: secret('sk-gone-0123456789') }, { timeoutMs })).rejects.toMatchObject({ reason: Reason.ALREADY_EXISTS });
  });

  it('wraps everything anew when there is a newer key-encryption key, and opens it as before', async () => {
    await service.restart({ addKek: true });
    const { rows } = await run(sql`select distinct kek_version from credential_versions union select distinct kek_version from credentials`);
    expect(rows).toEqual([{ kek_version: 'v2' }]);
    const used = await service.credentials('provider-adapter').useCredential({ id: 'single-default', purpose: 'probe' }, { timeoutMs });
    expect(Buffer.from(used.fields['api_key'] as Uint8Array).toString()).toBe('sk-single-0123456789');
  });

  it('keeps no plaintext in the database', async () => {
    const { rows } = await run(sql`select encode(sealed, 'escape') as sealed, fields, hint from credential_versions`);
    expect(JSON.stringify(rows)).not.toContain('sk-');
  });
});

describe('rows that were put back from outside', () => {
  const id = 'victim-default';
  const use = () => service.credentials('provider-adapter').useCredential({ id, purpose: 'attempts' }, { timeoutMs });

  it('are refused, whichever of them were put back', async () => {
    await service.credentials('applier').storeCredential({ provider: 'victim', fields: secret('sk-old-0123456789') }, { timeoutMs });
    await run(sql`create table old_versions as select * from credential_versions where credential_id = ${id}`);
    await run(sql`create table old_heads as select * from credentials where id = ${id}`);
    await service.credentials('applier').rotateCredential({ id, fields: secret('sk-new-0123456789'), overlapS: 1n }, { timeoutMs });
    expect(await use()).toMatchObject({ version: 2 });

    // The version alone.
    await run(sql`update credential_versions v set state = o.state, drains_until = o.drains_until from old_versions o where v.credential_id = o.credential_id and v.version = o.version`);
    await expect(use()).rejects.toThrow('put back from outside');
    // Version and head together: they match each other, and not the audit.
    await run(sql`delete from credential_versions where credential_id = ${id} and version = 2`);
    await run(sql`update credentials c set generation = o.generation, mac = o.mac, kek_version = o.kek_version from old_heads o where c.id = o.id`);
    await expect(use()).rejects.toThrow('put back from outside');
  });

  it('cannot be hidden by editing the audit', async () => {
    await expect(run(sql`delete from audit where subject = ${id}`)).rejects.toThrow('append-only');
  });
});

/** All keys, as a router that starts now would get them. */
async function ringNow(): Promise<KeyRing> {
  const [frame] = await frames(service.access('router').watchKeys({}, {}), 1);
  const ring = new KeyRing();
  ring.replace(frame?.apiKeys ?? []);
  return ring;
}

async function frames<Frame>(stream: AsyncIterable<Frame>, count: number): Promise<Frame[]> {
  const seen: Frame[] = [];
  for await (const frame of stream) {
    seen.push(frame);
    if (seen.length === count) break;
  }
  return seen;
}
