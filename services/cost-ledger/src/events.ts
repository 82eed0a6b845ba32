// The ledger's business events: one helper each, which counts and logs it.
import { metrics } from '@opentelemetry/api';
import type { Logger } from '@switchyard/common/telemetry';
import type { BookedBatch } from './store/booking-store.js';
import type { Crossing } from './store/budget-windows.js';
import type { EntryRow } from './store/tables.js';

const meter = metrics.getMeter('@switchyard/cost-ledger');

export interface LedgerEvents {
  batchBooked(batch: BookedBatch): void;
  entriesBooked(rows: readonly EntryRow[]): void;
  /** Alarm: an attempt was estimated without its adapter being heard. */
  witnessMissing(attemptIds: readonly string[]): void;
  holdsSuspect(ids: readonly string[]): void;
  budgetCrossed(crossing: Crossing): void;
}

export function ledgerEvents(logger: Logger): LedgerEvents {
  const entries = meter.createCounter('switchyard_ledger_entries_total', { description: 'Entries booked, by status.' });
  const facts = meter.createCounter('switchyard_ledger_facts_total', { description: 'Facts disposed of, by disposition.' });
  const missing = meter.createCounter('switchyard_ledger_witness_missing_total', { description: 'Attempts estimated because no adapter was heard in time.' });
  const suspects = meter.createCounter('switchyard_ledger_holds_suspect_total', { description: 'Holds that passed their deadline without their evidence.' });
  const crossed = meter.createCounter('switchyard_ledger_budget_crossed_total', { description: 'Budget thresholds passed.' });
  const entriesBooked = (rows: readonly EntryRow[]): void => {
    for (const { status } of rows) entries.add(1, { status });
    if (rows.length > 0) logger.debug({ event: 'entries booked', count: rows.length }, 'entries booked');
  };
  return {
    entriesBooked,
    batchBooked({ rows, dispositions, plans }) {
      entriesBooked(rows);
      for (const disposition of dispositions.values()) facts.add(1, { disposition });
      const parked = [...dispositions].filter(([, disposition]) => disposition === 'parked').map(([id]) => id);
      if (parked.length > 0) logger.error({ event: 'facts parked', fact_ids: parked, reasons: plans.flatMap((plan) => plan.parked.map(({ reason }) => reason)) }, 'facts could not be booked and are parked');
      for (const { isSecondCall, testimony } of plans.flatMap((plan) => plan.entries)) {
        if (isSecondCall) logger.error({ event: 'duplicate call', attempt_id: testimony.terms.attemptId, provider: testimony.terms.provider }, 'a provider answered one attempt twice; both are booked');
      }
    },
    witnessMissing(attemptIds) {
      missing.add(attemptIds.length);
      logger.error({ event: 'witness missing', attempt_ids: attemptIds }, 'attempts are estimated at their bounds, since no adapter was heard in time');
    },
    holdsSuspect(ids) {
      suspects.add(ids.length);
      logger.warn({ event: 'holds suspect', hold_ids: ids }, 'holds passed their deadline without all of their evidence; they go on counting');
    },
    budgetCrossed({ budget_id, tenant, percent, spent_picousd, limit_picousd, isStop }) {
      crossed.add(1, { percent: String(percent) });
      logger.warn({ event: 'budget crossed', budget_id, tenant, percent, spent_picousd, limit_picousd, stopped: isStop }, isStop ? 'a budget stopped itself' : 'a budget passed a threshold');
    },
  };
}
