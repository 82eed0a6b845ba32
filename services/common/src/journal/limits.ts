// The limits of a journal, each with its reason.

// A journal's size unless told otherwise: about a million attempts, and an ordinary pod's ephemeral disk.
export const bytesMaxDefault = 1024 ** 3;

// Room is freed by whole segments; 16 MiB keeps 64 of them in a full journal.
export const segmentBytesDefault = 16 * 1024 ** 2;

// A small journal still has this many segments, so that freeing one never means freeing all.
export const segmentsMin = 4;

// How long a write may sit in the page cache alone. A killed process loses nothing; a lost machine loses this.
export const syncEveryMsDefault = 10;

// Disposed entries stay this long, because the ledger's database may be restored to yesterday.
export const retainDisposedMsDefault = 24 * 60 * 60 * 1000;

// Kinds are words such as `started`; one byte holds their length.
export const kindBytesMax = 63;

// Ids are "<uuid>/<witness>/<what>"; two bytes hold their length, and no id needs more than this.
export const idBytesMax = 255;

// One record: as much as one message on the bus takes, so that what was written can be published. Facts
// are at most 8 KiB of usage and 16 KiB of decision; this leaves room for eight attempts of the rest.
export const payloadBytesMax = 512 * 1024;

// A record that is read may be larger: an earlier release wrote up to 1 MiB.
export const payloadBytesReadMax = 1024 ** 2;

// Texts of a shortened fact; ids and names are shorter.
export const shortenedTextMax = 256;

// Disposals per mark record, so that a mark stays a small write.
export const disposalsPerMarkMax = 1024;

// What is promised for the disposal mark of every live entry, also when each gets a mark of its own.
export const markBytesPromised = 48;

// What is promised beside `reserveBytes` for the record that ends an open entry: its header, kind and id.
export const closingOverheadBytes = 12 + 33 + kindBytesMax + idBytesMax + markBytesPromised;

// The oldest segment is rewritten at the tail, to free it, when less than this part of it still lives.
export const moveLivePartMax = 0.5;

// A lock of another host is refreshed this often, and stale after six misses.
export const lockRefreshMs = 5_000;
export const lockStaleMs = 30_000;

// Entries handed out at once, unless the caller wants fewer: one batch on the bus.
export const batchEntriesDefault = 100;

// Bytes handed out at once, unless the caller wants fewer: below the bus's message limit of 1 MiB.
export const batchBytesDefault = 512 * 1024;
