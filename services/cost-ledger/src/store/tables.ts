// The tables of schema ledger, as kysely sees them.
export interface EntryRow {
  readonly attempt_id: string;
  readonly entry_no: number;
  readonly request_id: string;
  readonly attempt_number: number;
  readonly kind: string;
  readonly outcome: string;
  readonly tenant: string;
  readonly project: string;
  readonly feature: string;
  readonly api_key: string;
  readonly end_user: string;
  readonly labels: Record<string, string>;
  readonly provider: string;
  readonly model: string;
  readonly vendor_model: string;
  readonly response_model: string;
  readonly response_tier: string;
  readonly region: string;
  readonly credential_id: string;
  readonly status: string;
  readonly evidence: number;
  readonly input_tokens: bigint | null;
  readonly cached_input_tokens: bigint | null;
  readonly output_tokens: bigint | null;
  /** Counts as decimal text: JSON numbers are floats to many readers. */
  readonly meters: Record<string, string>;
  /** What was billed: the charge that the provider states, else our list price. */
  readonly cost_picousd: bigint | null;
  readonly list_picousd: bigint | null;
  readonly bound_picousd: bigint | null;
  readonly stated_charge_picousd: bigint | null;
  readonly price_version: string;
  readonly vendor_response_id: string;
  readonly client_request_id: string;
  readonly hold_id: string;
  readonly note: string;
  readonly hash: string;
  readonly fact_id: string;
  readonly event_at: Date;
  readonly duration_ms: bigint | null;
  readonly booked_at: Date;
}

export interface BudgetRow {
  readonly id: string;
  readonly tenant: string;
  readonly name: string;
  readonly scope: string;
  readonly scope_id: string;
  readonly window_kind: string;
  readonly zone: string;
  readonly limit_picousd: string;
  readonly hard: boolean;
  readonly alert_percents: number[];
  readonly stopped: boolean;
  readonly stop_percent: number;
  readonly deleted_at: Date | null;
}

export interface HoldRow {
  readonly id: string;
  readonly request_id: string;
  readonly tenant: string;
  readonly owner: string;
  readonly amount_picousd: string;
  readonly state: string;
  readonly reason: string;
  readonly opened_at: Date;
  readonly deadline: Date;
  readonly closed_at: Date | null;
  readonly attempt_ids: string[] | null;
  readonly lost_at: Date | null;
  /** What it is spent for; null is unknown. */
  readonly project: string | null;
  readonly feature: string | null;
  readonly api_key: string | null;
  readonly providers: string[] | null;
}

export interface HoldBudgetRow {
  readonly hold_id: string;
  readonly budget_id: string;
  readonly window_start: Date;
  readonly amount_picousd: string;
  readonly reserve_picousd: string;
}

export interface LedgerTables {
  budgets: BudgetRow;
  holds: HoldRow;
  hold_budgets: HoldBudgetRow;
  budget_windows: {
    budget_id: string;
    window_start: Date;
    window_end: Date;
    limit_picousd: string;
    posted_picousd: string;
    held_picousd: string;
    leased_picousd: string;
    overrun_picousd: string;
    unreconciled_picousd: string;
  };
  budget_postings: { attempt_id: string; budget_id: string; window_start: Date; hold_id: string | null; amount_picousd: string };
  budget_alerts: { budget_id: string; window_start: Date; percent: number };
  entries: EntryRow;
  postings: { attempt_id: string; entry_no: number; account: string; amount_picousd: string };
  facts: { fact_id: string; hash: Buffer; disposition: string; disposed_at: Date };
  parked_facts: { fact_id: string; reason: string; tenant: string; attempt_id: string | null; hold_id: string | null; content: Buffer; parked_at: Date };
  price_versions: { id: string; content: Buffer; fetched_at: Date };
  consumer_positions: { name: string; incarnation: string; sequence: string };
  pending_attempts: { attempt_id: string; fact_id: string; hold_id: string; content: Buffer; started_at: Date; received_at: Date };
  watermarks: { witness: number; owner: string; complete_until: Date; heard_at: Date };
  requests: { request_id: string; tenant: string; client_request_id: string; hold_id: string; finished_at: Date; content: Buffer; received_at: Date };
  usage_hourly: {
    hour: Date;
    tenant: string;
    project: string;
    feature: string;
    api_key: string;
    provider: string;
    model: string;
    attempts: bigint;
    succeeded: bigint;
    input_tokens: string;
    cached_input_tokens: string;
    output_tokens: string;
    cost_picousd: string;
    unpriced: bigint;
    duration_ms: string;
    durations: bigint;
    last_used_at: Date;
    /** null where only pods of a release before this column have booked. */
    incomplete: bigint | null;
  };
}
