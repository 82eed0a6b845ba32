// The ledger's business events: one helper each, which counts and logs it.
import { metrics } from '@opentelemetry/api';
import type { Logger } from '@switchyard/common/telemetry';
import type { BookedBatch } from './store/booking-store.js';

const meter = metrics.getMeter('@switchyard/cost-ledger');

export interface LedgerEvents {
  batchBooked(batch: BookedBatch): void;
}

export function ledgerEvents(logger: Logger): LedgerEvents {
  const entries = meter.createCounter('switchyard_ledger_entries_total', { description: 'Entries booked, by status.' });
  const facts = meter.createCounter('switchyard_ledger_facts_total', { description: 'Facts disposed of, by disposition.' });
  return {
    batchBooked({ rows, dispositions, plans }) {
      for (const { status } of rows) entries.add(1, { status });
      for (const disposition of dispositions.values()) facts.add(1, { disposition });
      const parked = [...dispositions].filter(([, disposition]) => disposition === 'parked').map(([id]) => id);
      if (parked.length > 0) logger.error({ event: 'facts parked', fact_ids: parked, reasons: plans.flatMap((plan) => plan.parked.map(({ reason }) => reason)) }, 'facts could not be booked and are parked');
      for (const plan of plans) {
        for (const { isSecondCall, testimony } of plan.entries) {
          if (isSecondCall) logger.error({ event: 'duplicate call', attempt_id: testimony.terms.attemptId, provider: testimony.terms.provider }, 'a provider answered one attempt twice; both are booked');
        }
      }
      if (rows.length > 0) logger.debug({ event: 'entries booked', count: rows.length }, 'entries booked');
    },
  };
}
