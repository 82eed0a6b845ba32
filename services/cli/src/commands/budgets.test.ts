// Goal: changing one setting of a budget changes no other. A raised limit that also made a hard budget soft would let
// through what somebody meant to be refused, without a word.
import { afterEach, describe, expect, it } from '@jest/globals';
import { fakeConsole, run } from '../testing/fake-console.js';

const day = { id: 'b1', name: 'day', tenant: 'acme', scope: 'project', scopeId: 'web', window: 'week', zone: 'Europe/Berlin', limitPicousd: '5000000000000', hard: true, alertPercents: [50, 80], stopPercent: 120 };

let console: Awaited<ReturnType<typeof fakeConsole>>;
afterEach(() => console.close());

async function set(before: readonly object[], ...words: string[]) {
  console = await fakeConsole({
    'Access/ListTenants': { json: { tenants: [{ name: 'acme', enabled: true }] } },
    'Budgets/ListBudgets': { json: { budgets: before.map((budget) => ({ budget })) } },
    'Budgets/PutBudget': ({ body }) => ({ json: { changed: true, budget: body.budget } }),
  });
  const ended = await run(['budgets', 'set', 'day', '--tenant', 'acme', ...words], { env: { SWITCHYARD_ADDRESS: console.address, SWITCHYARD_API_KEY: 'sy_key' } });
  return { ...ended, put: console.asked.find(({ method }) => method === 'Budgets/PutBudget')?.body.budget };
}

const { id: _id, ...kept } = day;

describe('budgets set', () => {
  it.each([
    { name: 'a limit', words: ['--limit', '6'], differs: { limitPicousd: '6000000000000' }, says: ['Set: hard limit of 6 USD a week for acme.\n', 'limit: 5 USD -> 6 USD\n'] },
    { name: 'the kind', words: ['--soft'], differs: { hard: undefined }, says: ['Set: soft limit of 5 USD', 'kind: hard -> soft\n'] },
    { name: 'the window', words: ['--window', 'month'], differs: { window: 'month' }, says: ['window: week -> month\n'] },
    { name: 'the thresholds', words: ['--alert-at', '90'], differs: { alertPercents: [90] }, says: ['alert at: 50 %, 80 % -> 90 %\n'] },
    { name: 'the subject', words: ['--scope-id', 'app'], differs: { scopeId: 'app' }, says: ['scope: project web -> project app\n'] },
    { name: 'the scope, whose subject goes with it', words: ['--scope', 'tenant'], differs: { scope: 'tenant', scopeId: undefined }, says: ['scope: project web -> tenant\n'] },
  ])('changes $name and nothing else', async ({ words, differs, says }) => {
    const { out, put, error } = await set([day], ...words);
    expect(error).toBeUndefined();
    expect({ ...kept, ...differs }).toEqual({ ...differs, ...put });
    for (const text of says) expect(out).toContain(text);
    expect(out.match(/ -> /g)).toHaveLength(1);
  });

  it('leaves a stopped budget stopped until it is told otherwise', async () => {
    const raised = await set([{ ...day, stopped: true }], '--limit', '6');
    expect(raised.put.stopped).toBe(true);
    expect(raised.out).toContain('--resume');
    await console.close();
    const resumed = await set([{ ...day, stopped: true }], '--resume');
    expect(resumed.put.stopped ?? false).toBe(false);
    expect(resumed.out).toContain('state: stopped -> running\n');
  });

  it('makes a new one soft, for a day and the tenant, and takes nothing from its neighbours', async () => {
    const { put, out } = await set([{ ...day, name: 'other' }, { ...day, tenant: 'else' }], '--limit', '6');
    expect(put).toEqual({ name: 'day', tenant: 'acme', window: 'day', scope: 'tenant', limitPicousd: '6000000000000' });
    expect(out).toBe('Set: soft limit of 6 USD a day for acme.\n');
  });

  it.each([
    { name: 'no limit for a new one', before: [], words: ['--hard'], says: '--limit 5.00' },
    { name: 'hard and soft at once', before: [day], words: ['--hard', '--soft'], says: 'cannot be used with' },
  ])('refuses $name', async ({ before, words, says }) => {
    const { error, put } = await set(before, ...words);
    expect(error?.message).toContain(says);
    expect(put).toBeUndefined();
  });
});
