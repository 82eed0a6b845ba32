// The exchanges of the corpus as recorded answers, and the calls that ask for them.
import { corpus, bytesOf, type Exchange } from '@switchyard/sandbox/corpus';
import { chatCall } from '../domain/calls/chat-call.js';
import type { OrderedCall } from '../domain/calls/call.js';
import { requestOf } from '../testing/harness.js';

export interface CorpusCase {
  readonly provider: string;
  /** For the title of a test. */
  readonly name: string;
  readonly exchange: Exchange;
  readonly body: Buffer;
}

/** By the provider that speaks the dialect, which has the same name. */
export const corpusCases: readonly CorpusCase[] = Object.entries(corpus).flatMap(([provider, exchanges]) =>
  exchanges.map((exchange) => ({ provider, name: exchange.name, exchange, body: bytesOf(exchange.response) })),
);

/** Asks the model of the exchange, in its way. */
export function callFor({ provider, exchange }: CorpusCase): OrderedCall {
  return chatCall(requestOf({ provider, model: exchange.request.model }), { isStream: exchange.request.isStream });
}
