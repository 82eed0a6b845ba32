// The timers of an attempt, from the order or the defaults.
import type { AttemptTimers } from '@switchyard/proto/provider/v1/attempt';
import { connectMsDefault, firstOutputMsDefault, idleMsDefault, totalMsDefault } from '../limits.js';
import type { AttemptTimes } from './ports.js';

/** Plain calls have no timers between their events: they have none. */
export function timesOf(timers: AttemptTimers | undefined, isStream: boolean): AttemptTimes {
  return {
    connectMs: positive(timers?.connectMs) ?? connectMsDefault,
    firstOutputMs: isStream ? (positive(timers?.firstOutputMs) ?? firstOutputMsDefault) : undefined,
    idleMs: isStream ? (positive(timers?.idleMs) ?? idleMsDefault) : undefined,
    totalMs: positive(timers?.totalMs) ?? totalMsDefault,
  };
}

function positive(ms: bigint | undefined): number | undefined {
  return ms === undefined || ms <= 0n ? undefined : Number(ms);
}
