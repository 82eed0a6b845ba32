// Opens wires: checks the address, picks the pool, and makes one call ready to go.
import type { Clock } from '@switchyard/common/lifecycle';
import { readBaseUrl } from './base-url.js';
import { VendorCall, type CallTimers } from './vendor-call.js';
import type { VendorPool } from './vendor-pool.js';

export interface WireOptions {
  readonly baseUrl: string;
  readonly allowsPrivate: boolean;
  readonly attemptId: string;
  readonly timers: CallTimers;
}

/** Throws VendorFailure when the address is not allowed. */
export function wireOpener({ pool, clock }: { pool: VendorPool; clock: Pick<Clock, 'monotonicMs' | 'setTimer'> }): (options: WireOptions) => VendorCall {
  return ({ baseUrl, allowsPrivate, attemptId, timers }) => {
    const base = readBaseUrl(baseUrl, allowsPrivate);
    return new VendorCall({ dispatcher: pool.dispatcher(base), base, attemptId, timers, clock });
  };
}
