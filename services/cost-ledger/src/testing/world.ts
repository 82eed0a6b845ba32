// A ledger on a real database, with a bus and a catalog of its own, for tests.
import { create } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { randomUUID } from 'node:crypto';
import { PriceVersionSchema } from '@switchyard/proto/catalog/v1/price';
import type { UsageFact } from '@switchyard/proto/event/v1/usage';
import { AppError, Reason } from '@switchyard/common/errors';
import { connectEvents, declareStreams, subjects, type EventBus } from '@switchyard/common/events';
import { systemClock } from '@switchyard/common/lifecycle';
import { Changes } from '@switchyard/common/grpc';
import { migrate, openDatabase, sql, type Database } from '@switchyard/common/postgres';
import { createLogger } from '@switchyard/common/telemetry';
import { fakeClock, testPostgres, type FakeClock, type TestPostgres } from '@switchyard/common/testing';
import { PriceBook } from '../clients/price-book.js';
import { Announcer } from '../consumer/announce.js';
import { readFacts } from '../consumer/read-facts.js';
import { sweep } from '../consumer/sweep.js';
import { startUsageConsumer, usageDurable, type UsageConsumer } from '../consumer/usage-consumer.js';
import { ledgerEvents } from '../events.js';
import { BookingStore, type BookedBatch } from '../store/booking-store.js';
import { BudgetStore, type BudgetSettings } from '../store/budget-store.js';
import { HoldStore, type HoldOrder, type HoldVerdict } from '../store/hold-store.js';
import { LedgerReads } from '../store/ledger-reads.js';
import { migrations } from '../store/migrations/index.js';
import { SweepStore } from '../store/sweep-store.js';
import type { EntryRow, LedgerTables } from '../store/tables.js';
import { batchBytes, newId, price, startMs } from './facts.js';

export class FakeCatalog {
  asked = 0;
  isAway = false;

  getPriceVersion = async ({ id }: { id?: string }) => {
    this.asked += 1;
    if (this.isAway) throw new AppError(Reason.STORE_UNAVAILABLE, 'The catalog is away.');
    if (id !== price.id && id !== price.withBatch) throw new AppError(Reason.NOT_FOUND, `No price version ${id}.`);
    const row = { per: 1n, source: 'test' };
    const rows = [
      { ...row, meter: 'input', amountPicousd: price.input },
      { ...row, meter: 'cached_input', amountPicousd: price.cachedInput },
      { ...row, meter: 'output', amountPicousd: price.output },
    ];
    const batchRows = rows.map((plain) => ({ ...plain, amountPicousd: plain.amountPicousd / 2n, batch: true }));
    return { $typeName: 'switchyard.catalog.v1.GetPriceVersionResponse' as const, priceVersion: create(PriceVersionSchema, { id, model: 'quick', rows: id === price.withBatch ? [...rows, ...batchRows] : rows, validFrom: timestampFromMs(0) }) };
  };
}

export class World {
  readonly catalog = new FakeCatalog();
  readonly clock: FakeClock = fakeClock(startMs + 1_000);
  readonly logger = createLogger({ service: 'cost-ledger', level: 'silent' });
  readonly postgres: TestPostgres;
  readonly database: Database<LedgerTables>;
  readonly bus: EventBus;
  readonly store: BookingStore;
  readonly reads: LedgerReads;
  readonly changes = new Changes();
  readonly budgets: BudgetStore;
  readonly holds: HoldStore;
  readonly sweeps: SweepStore;
  #consumer: UsageConsumer | undefined;
  #messages = 0;

  /** On an embedded bus of its own, or on the one given, whose streams are there; either way it is closed with the world. */
  static async open(given?: EventBus): Promise<World> {
    const postgres = await testPostgres();
    const database = openDatabase<LedgerTables>({ url: postgres.url, schema: 'ledger', applicationName: 'ledger test' });
    await migrate(database, migrations);
    const bus = given ?? (await connectEvents({ url: `embedded:${randomUUID()}` }));
    await bus.ensureStreams(declareStreams());
    return new World(postgres, database, bus);
  }

  /** Another replica on the same database and bus. It owns neither. */
  static beside({ postgres, database, bus }: World): World {
    return new World(postgres, database, bus);
  }

  get isLeading(): boolean {
    return this.#consumer?.isLeading ?? false;
  }

  constructor(postgres: TestPostgres, database: Database<LedgerTables>, bus: EventBus) {
    this.postgres = postgres;
    this.database = database;
    this.bus = bus;
    this.store = new BookingStore({ database, consumer: usageDurable });
    this.reads = new LedgerReads(database);
    const nowMs = (): number => this.clock.now();
    this.budgets = new BudgetStore({ database, nowMs });
    this.holds = new HoldStore({ database, nowMs });
    this.sweeps = new SweepStore({ database, nowMs, witnessWaitMs: 600_000, holdSuspectAfterMs: 60_000 });
  }

  /** Starts the consumer, as a replica does; a second call is a restart. */
  async consume(timeoutMs = 10_000): Promise<void> {
    await this.#consumer?.close();
    const { bus, database, store, logger } = this;
    // Waits are real, since locks and the bus are; what time it is, the test says.
    const clock = { ...systemClock, now: () => this.clock.now() };
    const prices = new PriceBook({ catalog: this.catalog, database });
    const announcer = new Announcer({ bus, source: '/cost-ledger/test', logger });
    this.#consumer = startUsageConsumer({ bus, database, store, prices, announcer, events: ledgerEvents(logger), changes: this.changes, clock, logger });
    const consumer = this.#consumer;
    await until(() => consumer.isLeading, timeoutMs);
  }

  /** Books without the bus. */
  async book(...facts: UsageFact[]): Promise<BookedBatch> {
    const prices = await new PriceBook({ catalog: this.catalog, database: this.database }).versions([price.id]);
    const delivered = readFacts([{ subject: '', headers: {}, data: batchBytes(facts), position: { incarnation: 'test', sequence: 0n }, deliveryCount: 1 }]);
    return this.store.book({ facts: delivered, prices, position: undefined, nowMs: this.clock.now });
  }

  async putBudget(over: Partial<BudgetSettings> = {}): Promise<string> {
    const settings = { id: '', tenant: 'acme', name: '', scope: 'tenant', scope_id: '', window_kind: 'day', zone: 'UTC', limit_picousd: '1000', hard: true, alert_percents: [], stopped: false, stop_percent: 0 };
    return (await this.budgets.put({ ...settings, ...over })).budget.id;
  }

  /** Takes a hold for the payer that test facts have. */
  hold(over: Partial<HoldOrder> = {}): Promise<HoldVerdict> {
    const id = over.hold_id ?? newId();
    const deadline = new Date(this.clock.now() + 30_000);
    const order = { hold_id: id, request_id: id, tenant: 'acme', project: 'web', feature: 'photos', api_key: 'key-1', provider: 'sandbox', total: 100n, owner: 'router-1', deadline };
    return this.holds.take({ ...order, ...over }, new AbortController().signal);
  }

  async holdState(id: string): Promise<{ state: string; reason: string } | undefined> {
    return this.database.db.selectFrom('holds').select(['state', 'reason']).where('id', '=', id).executeTakeFirst();
  }

  /** posted, held and overrun of a budget's windows, oldest first. */
  async windows(budgetId: string): Promise<[bigint, bigint, bigint][]> {
    const rows = await this.database.db.selectFrom('budget_windows').selectAll().where('budget_id', '=', budgetId).orderBy('window_start').execute();
    return rows.map((row) => [BigInt(row.posted_picousd), BigInt(row.held_picousd), BigInt(row.overrun_picousd)]);
  }

  /** What must hold of all windows at any time; each row is a violation. */
  async violations(): Promise<unknown[]> {
    const { rows } = await sql`
      with facts as (
        select w.*, coalesce((select sum(amount_picousd) from budget_postings p where p.budget_id = w.budget_id and p.window_start = w.window_start), 0) as spent,
          coalesce((select sum(reserve_picousd) from hold_budgets b join holds h on h.id = b.hold_id where b.budget_id = w.budget_id and b.window_start = w.window_start and h.state <> 'unreconciled'), 0) as reserved,
          coalesce((select sum(reserve_picousd) from hold_budgets b join holds h on h.id = b.hold_id where b.budget_id = w.budget_id and b.window_start = w.window_start and h.state = 'unreconciled'), 0) as written_off
        from budget_windows w
      )
      select * from facts where posted_picousd <> spent + written_off or held_picousd <> reserved or unreconciled_picousd <> written_off
        or overrun_picousd <> greatest(0, posted_picousd + held_picousd + leased_picousd - limit_picousd)
      union all
      select f.* from facts f join hold_budgets b on b.budget_id = f.budget_id join holds h on h.id = b.hold_id where h.state in ('closed', 'void') and b.reserve_picousd <> 0`.execute(this.database.db);
    return rows;
  }

  /** What must hold of the books at any time; each row is a violation. */
  async imbalances(): Promise<unknown[]> {
    const { rows } = await sql`
      select 'postings' as what, attempt_id::text as which from postings group by attempt_id, entry_no having sum(amount_picousd) <> 0
      union all
      select 'unposted', attempt_id::text from entries e where cost_picousd is not null and not exists (select 1 from postings p where p.attempt_id = e.attempt_id and p.entry_no = e.entry_no)
      union all
      select 'hourly', '' where (select (coalesce(sum(cost_picousd), 0), coalesce(sum(input_tokens), 0), coalesce(sum(attempts), 0)::numeric) from usage_hourly)
        <> (select (coalesce(sum(cost_picousd), 0), coalesce(sum(input_tokens), 0), count(distinct attempt_id)::numeric) from entries)`.execute(this.database.db);
    return rows;
  }

  /** One look at what time decides. */
  async sweep(): Promise<void> {
    const { bus, database, logger, changes, clock } = this;
    const announcer = new Announcer({ bus, source: '/cost-ledger/test', logger });
    await sweep({ store: this.sweeps, prices: new PriceBook({ catalog: this.catalog, database }), announcer, events: ledgerEvents(logger), changes, clock, logger });
  }

  async stopConsuming(): Promise<void> {
    await this.#consumer?.close();
    this.#consumer = undefined;
  }

  /** One message with these facts. */
  async publish(...facts: UsageFact[]): Promise<void> {
    await this.publishBytes(batchBytes(facts));
  }

  async publishBytes(data: Uint8Array): Promise<void> {
    this.#messages += 1;
    await this.bus.publish({ subject: subjects.usage(this.#messages % 3), data, messageId: randomUUID() });
  }

  /** Publishes and waits until all was taken in. */
  async tell(...facts: UsageFact[]): Promise<void> {
    await this.publish(...facts);
    await this.settled();
  }

  async settled(): Promise<void> {
    await until(async () => (await this.bus.pending(usageDurable)) === 0n);
  }

  async entries(attemptId?: string): Promise<EntryRow[]> {
    const { rows } = await sql<EntryRow>`select * from entries ${attemptId === undefined ? sql`` : sql`where attempt_id = ${attemptId}::uuid`} order by attempt_id, entry_no`.execute(this.database.db);
    return rows;
  }

  async parked(): Promise<{ factId: string; reason: string }[]> {
    const { rows } = await sql<{ factId: string; reason: string }>`select fact_id as "factId", reason from parked_facts order by fact_id`.execute(this.database.db);
    return rows;
  }

  async clear(): Promise<void> {
    const { rows } = await sql<{ name: string }>`select quote_ident(tablename) as name from pg_tables where schemaname = 'ledger' and tablename not in ('schema_migrations', 'price_versions', 'consumer_positions')`.execute(this.database.db);
    await sql`truncate ${sql.raw(rows.map(({ name }) => name).join(', '))}`.execute(this.database.db);
  }

  async close(): Promise<void> {
    await this.stopConsuming();
    await this.bus.close();
    await this.database.close();
    await this.postgres.close();
  }
}

/** Polls real time: what is waited for happens on a real database. Gives up loudly. */
export async function until(condition: () => boolean | Promise<boolean>, timeoutMs = 10_000): Promise<void> {
  const deadlineMs = performance.now() + timeoutMs;
  while (!(await condition())) {
    if (performance.now() > deadlineMs) throw new Error(`Not within ${timeoutMs} ms: ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
