// Goal: the service starts as in one process, answers, and stops without leaving anything open.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Budgets } from '@switchyard/proto/ledger/v1/budgets_service';
import { Ledger } from '@switchyard/proto/ledger/v1/ledger_service';
import { clientOf, openTransport } from '@switchyard/common/grpc';
import { startService } from '@switchyard/common/lifecycle';
import { testPostgres, type TestPostgres } from '@switchyard/common/testing';
import { costLedger } from './service.js';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await testPostgres();
});
afterAll(() => postgres.close());

it('starts in one process, answers its callers by their rules, and stops', async () => {
  const env = { IN_PROCESS: 'true', DATABASE_URL: postgres.url, NATS_URL: `embedded://${randomUUID()}`, LOG_LEVEL: 'silent' };
  const running = await startService(costLedger, { env });
  try {
    const router = openTransport({ address: 'inprocess:cost-ledger', as: 'router' });
    const ledger = clientOf(Ledger, router);
    expect((await ledger.disposed({ factIds: ['none'] }, { timeoutMs: 5_000 })).factIds).toEqual([]);
    await expect(ledger.getRequest({ requestId: 'unheard' }, { timeoutMs: 5_000 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(ledger.listEntries({}, { timeoutMs: 5_000 })).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    const abort = new AbortController();
    for await (const { snapshot, budgets } of clientOf(Budgets, router).watchBudgets({}, { signal: abort.signal })) {
      expect({ snapshot, budgets }).toEqual({ snapshot: true, budgets: [] });
      break;
    }
    abort.abort();
  } finally {
    await running.stop();
  }
});
