// What booking does to budgets, in its own transaction: spend is posted, reserves shrink, holds close by evidence.
//
// Locks are taken as take_holds takes them: holds by id, then windows by budget and start. It runs last in the
// transaction, since a Hold call that waits for these rows has 50 ms.
import { sql, type Transaction } from '@switchyard/common/postgres';
import { countedOf, type AttemptAccount } from '../domain/attempt-account.js';
import { covers } from '../domain/covers.js';
import { reserveOf } from '../domain/hold-arithmetic.js';
import type { BookingPlan, PlannedEntry } from '../domain/plan-booking.js';
import { applyToWindows, WindowChanges, type Crossing } from './budget-windows.js';
import { jsonOf, rowsOf } from './rows.js';
import type { BudgetRow, HoldBudgetRow, HoldRow, LedgerTables } from './tables.js';

type Tx = Transaction<LedgerTables>;

interface Posting {
  readonly attempt_id: string;
  readonly budget_id: string;
  readonly window_start: Date;
  readonly hold_id: string | null;
  readonly amount_picousd: string;
}

export interface SettleOptions {
  readonly accounts: ReadonlyMap<string, AttemptAccount>;
  readonly entries: readonly PlannedEntry[];
  readonly requests: BookingPlan['requests'];
  readonly holdIds: Iterable<string>;
  readonly lostHolds: BookingPlan['lostHolds'];
  /** Holds that end by other evidence than their request's end, with the sentence that says which. */
  readonly closing?: ReadonlyMap<string, string>;
  readonly now: Date;
}

export async function settleBudgets(tx: Tx, options: SettleOptions): Promise<Crossing[]> {
  const holds = await lockHolds(tx, options);
  const first = options.entries.filter(({ before }) => before === undefined);
  const budgets = await readBudgets(tx, [...new Set(first.map(({ testimony }) => testimony.terms.payer?.tenant ?? ''))]);
  const known = await readPostings(tx, [...options.accounts.keys()], first);
  if (holds.length === 0 && budgets.length === 0 && known.length === 0) return [];

  const holdBudgets = await readHoldBudgets(tx, holds);
  const changes = new WindowChanges();
  await postSpend(tx, { ...options, first, budgets, known, holdBudgets, changes });
  await settleHolds(tx, { ...options, holds, holdBudgets, changes });
  return applyToWindows(tx, changes, options.now);
}

async function lockHolds(tx: Tx, { holdIds, requests, closing }: SettleOptions): Promise<HoldRow[]> {
  const ids = [...new Set([...holdIds, ...(closing?.keys() ?? [])])];
  // By the request too: a grant that its router did not hear of is named by nobody.
  const requestIds = requests.map(({ request }) => request.requestId);
  if (ids.length === 0 && requestIds.length === 0) return [];
  const { rows } = await sql<HoldRow>`select * from holds where id = any(${ids}) or request_id = any(${requestIds}) order by id for update`.execute(tx);
  return rows;
}

async function readBudgets(tx: Tx, tenants: readonly string[]): Promise<BudgetRow[]> {
  if (tenants.length === 0) return [];
  const { rows } = await sql<BudgetRow>`select * from budgets where tenant = any(${tenants})`.execute(tx);
  return rows;
}

/** Of attempts that have been posted before; they stay on their windows. */
async function readPostings(tx: Tx, attemptIds: readonly string[], first: readonly PlannedEntry[]): Promise<Posting[]> {
  const isNew = new Set(first.map(({ testimony }) => testimony.terms.attemptId));
  const old = attemptIds.filter((id) => !isNew.has(id));
  if (old.length === 0) return [];
  const { rows } = await sql<Posting>`select * from budget_postings where attempt_id = any(${old}::uuid[])`.execute(tx);
  return rows;
}

async function readHoldBudgets(tx: Tx, holds: readonly HoldRow[]): Promise<HoldBudgetRow[]> {
  if (holds.length === 0) return [];
  const { rows } = await sql<HoldBudgetRow>`select * from hold_budgets where hold_id = any(${holds.map(({ id }) => id)})`.execute(tx);
  return rows;
}

interface Spend extends SettleOptions {
  readonly first: readonly PlannedEntry[];
  readonly budgets: readonly BudgetRow[];
  readonly known: readonly Posting[];
  readonly holdBudgets: readonly HoldBudgetRow[];
  readonly changes: WindowChanges;
}

async function postSpend(tx: Tx, { accounts, first, budgets, known, holdBudgets, changes }: Spend): Promise<void> {
  const disputed = await readDisputed(tx, [...accounts.keys()]);
  const amountOf = (attemptId: string): bigint => countedOf(accounts.get(attemptId), { isDisputed: disputed.has(attemptId) });
  const before = new Map(known.map((posting) => [`${posting.attempt_id} ${posting.budget_id}`, BigInt(posting.amount_picousd)]));
  const targets = [...known, ...(await targetsOf(tx, { first, budgets, holdBudgets }))];
  const postings = targets.map((target) => ({ ...target, amount_picousd: amountOf(target.attempt_id).toString() }));
  if (postings.length === 0) return;
  await sql`
    insert into budget_postings select * from ${rowsOf('budget_postings', postings)}
    on conflict (attempt_id, budget_id) do update set amount_picousd = excluded.amount_picousd`.execute(tx);
  for (const posting of postings) {
    const delta = BigInt(posting.amount_picousd) - (before.get(`${posting.attempt_id} ${posting.budget_id}`) ?? 0n);
    changes.add(posting, { posted: delta });
  }
}

/** Where an attempt counts: on the windows of its hold; on other budgets that cover it by the time of its start. */
async function targetsOf(tx: Tx, { first, budgets, holdBudgets }: Pick<Spend, 'first' | 'budgets' | 'holdBudgets'>): Promise<Omit<Posting, 'amount_picousd'>[]> {
  const byId = new Map(budgets.map((budget) => [budget.id, budget]));
  const held: Omit<Posting, 'amount_picousd'>[] = [];
  const other: { attempt_id: string; budget_id: string; kind: string; zone: string; at: Date }[] = [];
  for (const { testimony } of first) {
    const { terms, startedAtMs } = testimony;
    const isCovered = (budget: BudgetRow | undefined): boolean =>
      budget !== undefined && terms.payer !== undefined && covers({ tenant: budget.tenant, scope: budget.scope, scopeId: budget.scope_id }, { payer: terms.payer, provider: terms.provider });
    const ofHold = holdBudgets.filter(({ hold_id, budget_id }) => hold_id === terms.holdId && isCovered(byId.get(budget_id)));
    for (const { hold_id, budget_id, window_start } of ofHold) held.push({ attempt_id: terms.attemptId, budget_id, window_start, hold_id });
    for (const budget of budgets) {
      if (budget.deleted_at !== null || !isCovered(budget) || ofHold.some(({ budget_id }) => budget_id === budget.id)) continue;
      other.push({ attempt_id: terms.attemptId, budget_id: budget.id, kind: budget.window_kind, zone: budget.zone, at: new Date(startedAtMs) });
    }
  }
  if (other.length === 0) return held;
  const { rows } = await sql<Omit<Posting, 'amount_picousd'>>`
    select o.attempt_id, o.budget_id, w.window_start, null as hold_id
    from json_to_recordset(${jsonOf(other)}::json) as o(attempt_id uuid, budget_id text, kind text, zone text, at timestamptz), lateral budget_window(o.kind, o.zone, o.at) w`.execute(tx);
  return [...held, ...rows];
}

async function readDisputed(tx: Tx, attemptIds: readonly string[]): Promise<Set<string>> {
  if (attemptIds.length === 0) return new Set();
  const { rows } = await sql<{ attempt_id: string }>`select distinct attempt_id from parked_facts where attempt_id = any(${attemptIds}::uuid[])`.execute(tx);
  return new Set(rows.map(({ attempt_id }) => attempt_id));
}

interface HoldsToSettle extends SettleOptions {
  readonly holds: readonly HoldRow[];
  readonly holdBudgets: readonly HoldBudgetRow[];
  readonly changes: WindowChanges;
}

async function settleHolds(tx: Tx, options: HoldsToSettle): Promise<void> {
  const { holds, holdBudgets, changes, requests, lostHolds, closing, now } = options;
  if (holds.length === 0) return;
  const ended = new Map(requests.map(({ request }) => [request.requestId, request.attempts.flatMap(({ terms }) => (terms === undefined ? [] : [terms.attemptId]))]));
  const expected = new Map(holds.map((hold) => [hold.id, hold.attempt_ids ?? ended.get(hold.request_id)]));
  const booked = await readBooked(tx, [...expected.values()].flatMap((ids) => ids ?? []));
  const spent = await readSpent(tx, holds);

  const next = holds.map((hold) => {
    const attemptIds = expected.get(hold.id);
    const isOver = attemptIds !== undefined && attemptIds.every((id) => booked.has(id));
    const reason = closing?.get(hold.id) ?? (isOver ? 'the request ended and all its attempts are booked' : undefined);
    const isSettled = hold.state === 'closed' || hold.state === 'void' || reason !== undefined;
    const hasSpend = holdBudgets.some(({ hold_id, budget_id }) => hold_id === hold.id && spent.has(`${hold.id} ${budget_id}`));
    const isFirst = isSettled && hold.closed_at === null;
    return {
      id: hold.id,
      state: isFirst ? (hasSpend || (attemptIds?.length ?? 0) > 0 ? 'closed' : 'void') : hold.state,
      reason: isFirst ? reason : hold.reason,
      closed_at: isFirst ? now : hold.closed_at,
      attempt_ids: attemptIds ?? null,
      lost_at: latest(hold.lost_at, lostHolds.get(hold.id)),
      isSettled,
      isWrittenOff: hold.state === 'unreconciled',
    };
  });
  const byId = new Map(next.map((hold) => [hold.id, hold]));
  const reserves = holdBudgets.map((row) => {
    const hold = byId.get(row.hold_id);
    const spentPicoUsd = spent.get(`${row.hold_id} ${row.budget_id}`) ?? 0n;
    const reserve = reserveOf({ amountPicoUsd: BigInt(row.amount_picousd), spentPicoUsd, isClosed: hold?.isSettled ?? false });
    const delta = reserve - BigInt(row.reserve_picousd);
    // What a person wrote off is spend already, until evidence says what it really was.
    changes.add(row, hold?.isWrittenOff ? { posted: delta, unreconciled: delta } : { held: delta });
    return { ...row, reserve_picousd: reserve };
  });
  await sql`
    update holds h set state = n.state, reason = n.reason, closed_at = n.closed_at, lost_at = n.lost_at,
      attempt_ids = case when n.attempt_ids is null then null else array(select json_array_elements_text(n.attempt_ids)::uuid) end
    from json_to_recordset(${jsonOf(next)}::json) as n(id text, state text, reason text, closed_at timestamptz, lost_at timestamptz, attempt_ids json) where h.id = n.id`.execute(tx);
  await sql`
    update hold_budgets b set reserve_picousd = r.reserve_picousd
    from ${rowsOf('hold_budgets', reserves)} r where b.hold_id = r.hold_id and b.budget_id = r.budget_id and b.reserve_picousd <> r.reserve_picousd`.execute(tx);
}

function latest(known: Date | null, atMs: number | undefined): Date | null {
  return atMs === undefined || (known !== null && known.getTime() >= atMs) ? known : new Date(atMs);
}

async function readBooked(tx: Tx, attemptIds: readonly string[]): Promise<Set<string>> {
  if (attemptIds.length === 0) return new Set();
  const { rows } = await sql<{ attempt_id: string }>`select attempt_id from entries where attempt_id = any(${attemptIds}::uuid[]) and entry_no = 1`.execute(tx);
  return new Set(rows.map(({ attempt_id }) => attempt_id));
}

async function readSpent(tx: Tx, holds: readonly HoldRow[]): Promise<Map<string, bigint>> {
  const { rows } = await sql<{ key: string; amount: string }>`
    select hold_id || ' ' || budget_id as key, sum(amount_picousd) as amount from budget_postings where hold_id = any(${holds.map(({ id }) => id)}) group by hold_id, budget_id`.execute(tx);
  return new Map(rows.map(({ key, amount }) => [key, BigInt(amount)]));
}
