// What a request needs from outside while it runs. Each has one real implementation, and a fake in tests.
import type { AnalyzeImageRequest, AnalyzeImageResponse, AttemptRequest, CompleteResponse, EmbedRequest, EmbedResponse, GenerateImageRequest, GenerateImageResponse, StreamResponse } from '@switchyard/proto/provider/v1/attempt';
import type { AttemptTerms, RequestFinished } from '@switchyard/proto/event/v1/usage';
import type { Payer } from '@switchyard/proto/common/v1/attempt';

/** The way to the adapters. The plain RPCs and the in-process call are its implementations. */
export interface AttemptTransport {
  complete(order: AttemptRequest, options: TransportOptions): Promise<CompleteResponse>;
  embed(order: EmbedRequest, options: TransportOptions): Promise<EmbedResponse>;
  generateImage(order: GenerateImageRequest, options: TransportOptions): Promise<GenerateImageResponse>;
  analyzeImage(order: AnalyzeImageRequest, options: TransportOptions): Promise<AnalyzeImageResponse>;
  stream(order: AttemptRequest, options: TransportOptions): AsyncIterable<StreamResponse>;
}

export interface TransportOptions {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

/** The witness on this side: what was sent is on disk before it leaves. */
export interface AttemptJournal {
  /** Throws JOURNAL_FULL when there is no room; then the call is not made. */
  sent(terms: AttemptTerms, atMs: number): SentEntry;
  /** Ends all entries of a request by one fact. Never throws: a paid answer goes to its caller whatever the disk does. */
  finished(fact: RequestFinished, entries: readonly SentEntry[]): void;
}

export interface SentEntry {
  readonly sequence: number;
}

export interface HoldOrder {
  readonly holdId: string;
  readonly requestId: string;
  readonly payer: Payer;
  readonly totalPicoUsd: bigint;
  readonly provider: string;
  readonly deadlineMs: number;
}

export type HoldVerdict =
  | { readonly kind: 'granted' }
  | { readonly kind: 'refused'; readonly budget: string; readonly why: string; readonly remainingPicoUsd: bigint | undefined; readonly windowEndMs: number | undefined }
  | { readonly kind: 'unavailable'; readonly why: string };

export interface Holds {
  /** Whether a hard budget covers the payer's calls to a provider; without one no hold is needed. */
  covers(payer: Payer, provider: string): boolean;
  hold(order: HoldOrder): Promise<HoldVerdict>;
}

export interface Clock {
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
