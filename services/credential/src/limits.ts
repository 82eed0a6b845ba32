// The credential service's limits and defaults, each with its reason.

/** A key is due for rotation after this long; vendors and auditors commonly ask for 90 days. */
export const rotateAfterMs = 90 * 24 * 3_600_000;
/** The old version of a rotated key stays usable this long: adapters learn of the new one in seconds, batches in minutes. */
export const overlapDefaultMs = 3_600_000;
/** An old key that drains for longer than a month was not rotated at all. */
export const overlapMaxMs = 30 * 24 * 3_600_000;

/** Secret fields of one credential; the vendor that needs most needs four. */
export const secretFieldsMax = 16;
/** A service-account file is a few KiB; this is no file store. */
export const secretBytesMax = 64 * 1024;

/** Names are for people; longer ones break tables. */
export const nameLengthMax = 128;
export const displayNameLengthMax = 256;
/** A tenant's projects and a key's models travel to every router in every snapshot. */
export const projectsMax = 1000;
export const modelsMax = 1000;
/** Purposes and reasons go into the audit for good. */
export const purposeLengthMax = 64;
export const reasonLengthMax = 512;

/** Random bytes of a made API key: out of reach of guessing, whatever the rate. */
export const apiKeyBytes = 32;

/** A service that starts beside its database waits this long for it. */
export const databaseWaitMs = 30_000;
/** States that pass by time alone (a drained version) are written down this often. */
export const sweepEveryMs = 30_000;
