// Tries parked facts again, as somebody asks who has mended what they were parked for.
import type { PriceBook } from '../clients/price-book.js';
import type { LedgerEvents } from '../events.js';
import type { BookingStore } from '../store/booking-store.js';
import type { Announcer } from './announce.js';
import { priceIdsOf } from './price-ids.js';
import { readFact } from './read-facts.js';

export interface RedriveOptions {
  readonly store: BookingStore;
  readonly prices: PriceBook;
  readonly announcer: Announcer;
  readonly events: LedgerEvents;
  readonly nowMs: () => number;
}

export async function redrive({ store, prices, announcer, events, nowMs }: RedriveOptions, factIds: readonly string[]): Promise<{ booked: number; parked: number }> {
  const parked = await store.readParked(factIds);
  const facts = parked.map(({ fact_id, content }) => ({ ...readFact(content, fact_id), id: fact_id }));
  const batch = await store.redrive({ facts, prices: await prices.versions(priceIdsOf(facts)), nowMs });
  events.batchBooked(batch);
  announcer.booked(batch.rows);
  const still = [...batch.dispositions.values()].filter((disposition) => disposition === 'parked').length;
  return { booked: facts.length - still, parked: still };
}
