// Time between two timestamps of facts.
import { timestampMs, type Timestamp } from '@bufbuild/protobuf/wkt';

/** Whole milliseconds, never negative; 0 when either is unknown. */
export function durationMs(from: Timestamp | undefined, to: Timestamp | undefined): number {
  return from === undefined || to === undefined ? 0 : Math.max(0, Math.round(timestampMs(to) - timestampMs(from)));
}
