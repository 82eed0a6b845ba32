// Numbers of the verdicts and probes, each with its reason.
import { platformTenant } from '@switchyard/common/identity';

/** Attempts are judged in buckets of this length over this many buckets: five minutes. */
export const bucketMs = 10_000;
export const buckets = 30;
/** Durations kept per bucket and route; beyond it a random one is replaced, so that percentiles stay fair. */
export const samplesPerBucketMax = 256;
/** Shares of failures that make a warning and an error, the latter with at least so many calls. */
export const warningErrorShare = 0.05;
export const errorErrorShare = 0.25;
export const errorCallsLeast = 10;
/** So many failures in a row are an error at once. */
export const failuresInRowForError = 5;
/** A p95 above this multiple of the route's own hour is a warning; below so many calls a p95 says nothing. */
export const slowFactor = 2;
export const slowCallsLeast = 20;
/** The route's own baseline follows its p95 with this time constant. */
export const baselineTauMs = 3_600_000;
/** A verdict gets worse after two windows that say so, and better after three. */
export const windowsToWorsen = 2;
export const windowsToMend = 3;
/** Overall is critical when p95 is above this; reasoning models are exempt. */
export const criticalP95Ms = 10_000;
/** A trend needs this much change between the halves of the window. */
export const trendShare = 0.1;
/** A route idle for its provider's interval is probed; the leader looks this often. */
export const probeLookEveryMs = 5_000;
/** Probes of one provider may cost this much a day: 0.05 USD. */
export const probeCostPerDayPicoUsd = 50_000_000_000n;
/** A probe asks for so few tokens. */
export const probeOutputTokens = 16;
export const probeTimeoutMs = 20_000;
/** Who pays for probes. */
export const probeTenant = platformTenant;
/** A lost leadership is tried for again after this. */
export const leaderRetryMs = 5_000;
/** Facts taken from the bus at once. */
export const batchMax = 50;
/** Maintenance set at another replica is seen within this, well below the 5 s in which a change must reach every router. */
export const maintenanceLookEveryMs = 1_000;
