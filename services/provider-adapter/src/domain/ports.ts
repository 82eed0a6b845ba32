// What an attempt needs from outside. Each has one real implementation, and a fake in tests.
import type { AttemptFinished, AttemptTerms } from '@switchyard/proto/event/v1/usage';
import type { Model } from '@switchyard/proto/catalog/v1/model';
import type { Provider as ProviderRow } from '@switchyard/proto/catalog/v1/provider';
import type { PriceVersion } from '@switchyard/common/rating';
import type { Clock } from '@switchyard/common/lifecycle';
import type { VendorFailure } from '../adapter/vendor-failure.js';
import type { VendorPost, VendorResponse } from '../adapter/vendor-http.js';

/** The witness that speaks with the provider: what is started is on disk before a byte leaves. */
export interface AttemptJournal {
  readonly id: string;
  /** Whether an attempt is open here, or ended and not yet disposed of. */
  has(attemptId: string): boolean;
  /** Throws JOURNAL_FULL when there is no room; then the call is not made. */
  started(terms: AttemptTerms, traceparent: string): StartedEntry;
  /** Ends it. Throws when the disk refuses; the attempt then becomes `unknown` at the next start. */
  finished(entry: StartedEntry, fact: AttemptFinished): void;
  /** Ends it: it left, and nobody knows what became of it. */
  unknown(entry: StartedEntry, what: { terms: AttemptTerms; startedAtMs: number; why: string }): void;
  /** Ends it without a word: its end will be told by somebody else. */
  handedOver(entry: StartedEntry): void;
  /** An end that was learned later, of an attempt that is not open here. Throws JOURNAL_FULL. */
  learned(fact: AttemptFinished, traceparent: string): void;
}

export interface StartedEntry {
  readonly sequence: number;
  readonly traceparent: string;
}

export interface CatalogReader {
  /** Resolves when the catalog is at this revision or later; throws STALE_REVISION after the longest wait. */
  reach(revision: bigint): Promise<void>;
  provider(id: string): ProviderRow | undefined;
  model(name: string): Model | undefined;
  priceVersion(id: string): PriceVersion | undefined;
}

export type CredentialPurpose = 'attempts' | 'batches' | 'probe' | 'models';

export interface CredentialReader {
  /** Throws VendorFailure of class CREDENTIAL when it was revoked or denied, SECRET_UNAVAILABLE when it cannot be had now. */
  use(id: string, purpose: CredentialPurpose): Promise<Secret>;
  /** The provider refused this version: it is dropped, and the next use asks for a newer one. */
  refused(secret: Secret): void;
}

export interface Secret {
  readonly id: string;
  readonly version: number;
  /** Undefined when it has no such field. Throws VendorFailure when the value was dropped meanwhile. */
  field(name: string): string | undefined;
}

/** One call on the wire. */
export interface Wire {
  post(call: VendorPost): Promise<VendorResponse>;
  /** The first byte could have left. */
  readonly isStarted: boolean;
  /** The vendor may have read the whole body. */
  readonly isSentWhole: boolean;
  /** Undefined until the vendor answered. */
  readonly answeredStatus: number | undefined;
  stop(failure: VendorFailure): void;
  release(): void;
}

export interface AttemptTimes {
  readonly connectMs: number;
  readonly firstOutputMs: number | undefined;
  readonly idleMs: number | undefined;
  readonly totalMs: number;
}

/** Opens a wire to a provider's address. Throws VendorFailure when the address is not allowed. */
export type OpenWire = (options: { baseUrl: string; allowsPrivate: boolean; attemptId: string; timers: AttemptTimes }) => Wire;

/** A guarded fetch to one address, and the address without its trailing slash. Throws VendorFailure when it is not allowed. */
export type OpenFetch = (options: { baseUrl: string; allowsPrivate: boolean; answerBytesMax?: number }) => { fetch: typeof globalThis.fetch; baseUrl: string };

export type AttemptClock = Pick<Clock, 'now' | 'monotonicMs'>;

/** Told of what happened; counts, logs, spans. */
export interface AttemptEvents {
  started(attempt: { terms: AttemptTerms; baseUrl: string }): AttemptObserver;
  /** An end that was learned long after the call. */
  learned(fact: AttemptFinished): void;
  /** The disk refused the end of an attempt. */
  journalRefused(terms: AttemptTerms, error: unknown): void;
}

export interface AttemptObserver {
  /** `failure` has the cause, for the log only. */
  ended(fact: AttemptFinished, failure: VendorFailure | undefined): void;
  /** The caller left, and the answer is read on for its usage. */
  draining(): void;
}
