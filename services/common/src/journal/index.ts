// The journal: written before a call or a fact leaves the process, kept until the ledger disposed of it.
export { JournalFullError, JournalLockedError, JournalWriteError } from './errors.js';
export { openJournal } from './journal.js';
export type { AppendRequest, FactState, Journal, JournalEntry, JournalLog, JournalOptions, UndisposedQuery, Watermark } from './journal.js';
export type { JournalGap } from './recover.js';
export { shortenFact } from './shorten-fact.js';
export { startForwarder } from './forwarder/forwarder.js';
export type { Forwarder, ForwarderOptions, ForwarderTimes } from './forwarder/forwarder.js';
