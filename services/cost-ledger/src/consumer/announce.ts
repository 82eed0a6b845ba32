// What others hear after booking: journals may forget, consoles and tenants may look. The tables tell all, so nothing here is retried.
import { create, toBinary } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { EntryBookedSchema } from '@switchyard/proto/event/v1/changed';
import { FactsDisposedSchema } from '@switchyard/proto/event/v1/usage';
import { protobufContentType, subjects, toCloudEventHeaders, type EventBus } from '@switchyard/common/events';
import type { Logger } from '@switchyard/common/telemetry';
import type { DeliveredFact, Disposition } from '../domain/plan-booking.js';
import { announcementsMax, disposedIdsMax } from '../limits.js';
import type { EntryRow } from '../store/tables.js';

/** Ids that may enter subjects. */
const subjectId = /^[a-z0-9][a-z0-9-]{0,62}$/;

export class Announcer {
  readonly #bus: EventBus;
  readonly #source: string;
  readonly #logger: Logger;
  #underWay = 0;

  constructor({ bus, source, logger }: { bus: EventBus; source: string; logger: Logger }) {
    this.#bus = bus;
    this.#source = source;
    this.#logger = logger;
  }

  disposed(facts: readonly DeliveredFact[], dispositions: ReadonlyMap<string, Disposition>): void {
    const byJournal = Map.groupBy(facts.filter(({ id, journalId }) => journalId !== '' && dispositions.has(id)), ({ journalId }) => journalId);
    for (const [journalId, ofJournal] of byJournal) {
      const factIds = [...new Set(ofJournal.map(({ id }) => id))];
      for (let at = 0; at < factIds.length; at += disposedIdsMax) {
        const message = create(FactsDisposedSchema, { journalId, factIds: factIds.slice(at, at + disposedIdsMax) });
        this.#bus.hint(subjects.ledgerDisposed(journalId), toBinary(FactsDisposedSchema, message));
      }
    }
  }

  booked(rows: readonly EntryRow[]): void {
    for (const row of rows) {
      if (!subjectId.test(row.tenant)) continue;
      const message = create(EntryBookedSchema, {
        attemptId: row.attempt_id,
        entryNo: row.entry_no,
        requestId: row.request_id,
        tenant: row.tenant,
        provider: row.provider,
        model: row.model,
        status: row.status,
        costPicousd: row.cost_picousd ?? undefined,
        bookedAt: timestampFromDate(row.booked_at),
      });
      this.publish({ subject: subjects.ledgerBooked(row.tenant), type: 'switchyard.ledger.booked.v1', id: `${row.attempt_id}/${row.entry_no}/booked`, data: toBinary(EntryBookedSchema, message) });
    }
  }

  publish({ subject, type, id, data }: { subject: string; type: string; id: string; data: Uint8Array }): void {
    if (this.#underWay >= announcementsMax) return;
    this.#underWay += 1;
    const headers = toCloudEventHeaders({ id, type, source: this.#source, subject, time: new Date(), dataContentType: protobufContentType });
    this.#bus
      .publish({ subject, headers, data, messageId: id })
      .catch((error: unknown) => this.#logger.debug({ err: error, subject }, 'an announcement was not heard'))
      .finally(() => (this.#underWay -= 1));
  }
}
