// An item's end on disk, before anybody is told of it.
import { currentTraceparent } from '@switchyard/common/telemetry';
import type { BatchesOptions } from './batches-options.js';
import type { ItemEnd } from './item-end.js';

/** Throws JOURNAL_FULL. */
export function bookEnd({ journal, events }: Pick<BatchesOptions, 'journal' | 'events'>, end: ItemEnd): ItemEnd {
  journal.learned(end.fact, currentTraceparent());
  events.learned(end.fact);
  return end;
}
