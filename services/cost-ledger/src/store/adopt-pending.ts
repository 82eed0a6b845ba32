// Attempts that no hold covers and whose adapter has not spoken yet: a hard budget that is set meanwhile counts them by their bounds.
//
// Each becomes a hold of its own, which closes like any other when its attempt is booked. Work that has not been reported at
// all is unknown here; it is counted when it ends.
import { sql, type Transaction } from '@switchyard/common/postgres';
import { covers } from '../domain/covers.js';
import { waitingOf } from '../domain/waiting-fact.js';
import { adoptedHoldLifeMs } from '../limits.js';
import { rowsOf } from './rows.js';
import type { BudgetRow, LedgerTables } from './tables.js';

export async function adoptPending(tx: Transaction<LedgerTables>, { tenant, scope, scope_id }: BudgetRow): Promise<void> {
  const { rows } = await sql<{ content: Buffer }>`select content from pending_attempts where hold_id = ''`.execute(tx);
  const holds = rows.flatMap(({ content }) => {
    const { terms, startedAtMs } = waitingOf(content);
    const { attemptId, requestId, payer, provider, boundPicousd } = terms;
    if (payer === undefined || boundPicousd === undefined || !covers({ tenant, scope, scopeId: scope_id }, { payer, provider })) return [];
    return [
      {
        id: `attempt/${attemptId}`,
        request_id: requestId,
        tenant,
        owner: '',
        amount_picousd: boundPicousd,
        state: 'open',
        reason: '',
        opened_at: new Date(startedAtMs),
        deadline: new Date(startedAtMs + adoptedHoldLifeMs),
        closed_at: null,
        attempt_ids: [attemptId],
        lost_at: null,
        project: payer.project,
        feature: payer.feature,
        api_key: payer.apiKey,
        providers: [provider],
      },
    ];
  });
  if (holds.length > 0) await sql`insert into holds select * from ${rowsOf('holds', holds)} on conflict (id) do nothing`.execute(tx);
}
