// What all ports of one sandbox share.

import type { BatchBook } from './batches/batch-book.js';
import type { Bill } from './billing/bill.js';
import type { PriceList } from './billing/price-list.js';
import type { Rules } from './behaviour/rules.js';
import type { Inflight } from './calls/inflight.js';
import type { KeyBook } from './keys/key-book.js';

export interface World {
  seed: number;
  bill: Bill;
  inflight: Inflight;
  rules: Rules;
  keys: KeyBook;
  batches: BatchBook;
  priceList: PriceList;
  /** Milliseconds since the epoch. */
  now(): number;
}
