// One request of a batch: how long it takes, how its answer is made, and what became of it.

import type { Usage } from '../billing/usage.js';
import type { Described } from '../dialects/dialect.js';
import type { JsonObject } from '../http/json.js';

export interface ItemWork {
  /** The caller's own name for it. */
  customId: string | undefined;
  /** What the caller wants to find beside the answer, in the vendor's own words. */
  note?: JsonObject | undefined;
  /** Undefined: it never ends by itself. */
  readyAfterMs: number | undefined;
  /** Called once, when its time has come; it is on the bill before this returns. */
  answer(): ItemOutcome;
}

export type ItemOutcome =
  | { kind: 'answered'; requestId: string; body: string; usage: Usage }
  | { kind: 'refused'; requestId: string; described: Described }
  | { kind: 'cancelled' }
  | { kind: 'expired' };

export interface BatchItem {
  readonly customId: string | undefined;
  readonly note: JsonObject | undefined;
  /** Undefined while it waits. */
  outcome: ItemOutcome | undefined;
}
