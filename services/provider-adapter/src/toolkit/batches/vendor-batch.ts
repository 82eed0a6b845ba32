// A batch as its vendor tells it: what is of the wrong kind counts as not told.
import type { BatchState, VendorBatch } from '../../adapter/provider-batches.js';
import { badOutput } from '../json/json.js';

interface Told {
  readonly id: unknown;
  readonly state: BatchState;
  readonly itemsTotal?: unknown;
  readonly itemsAnswered?: unknown;
  readonly itemsFailed?: unknown;
  readonly createdAtMs?: unknown;
  readonly endedAtMs?: unknown;
  readonly expiresAtMs?: unknown;
  readonly failure?: unknown;
  readonly resultFiles?: readonly unknown[];
}

/** The longest time that a date can tell: https://tc39.es/ecma262/#sec-time-values-and-time-range */
const timeMsMax = 8.64e15;

/** Throws BAD_OUTPUT without an id. */
export function vendorBatch({ id, state, failure, resultFiles = [], ...told }: Told): VendorBatch {
  if (typeof id !== 'string' || id === '') throw badOutput("The provider's answer does not name the batch.");
  return {
    id,
    state,
    itemsTotal: count(told.itemsTotal),
    itemsAnswered: count(told.itemsAnswered),
    itemsFailed: count(told.itemsFailed),
    createdAtMs: time(told.createdAtMs),
    endedAtMs: time(told.endedAtMs),
    expiresAtMs: time(told.expiresAtMs),
    failure: typeof failure === 'string' ? failure.slice(0, failureLengthMax) : undefined,
    resultFiles: resultFiles.filter((file): file is string => typeof file === 'string' && file !== ''),
  };
}

/** A vendor's sentence about a whole batch; longer ones list its lines. */
const failureLengthMax = 300;

function count(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

function time(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 && value <= timeMsMax ? Math.floor(value) : undefined;
}

/** A word of the vendor's, by its map; a word that the map does not have is no end. */
export function batchStateOf(word: unknown, states: Readonly<Record<string, BatchState>>): BatchState {
  return typeof word === 'string' && Object.hasOwn(states, word) ? states[word]! : 'running';
}
