// The exchanges of the corpus as recorded answers, and the calls that ask for them.
import { create } from '@bufbuild/protobuf';
import { AnalyzeImageRequestSchema, EmbedRequestSchema, GenerateImageRequestSchema } from '@switchyard/proto/provider/v1/attempt';
import { corpus, bytesOf, type Exchange, type ExchangeTask } from '@switchyard/sandbox/corpus';
import { analyzeCall } from '../domain/calls/analyze-call.js';
import type { OrderedCall } from '../domain/calls/call.js';
import { chatCall } from '../domain/calls/chat-call.js';
import { embedCall } from '../domain/calls/embed-call.js';
import { imageCall } from '../domain/calls/image-call.js';
import { requestOf, taskOf } from '../testing/harness.js';

export interface CorpusCase {
  readonly provider: string;
  /** For the title of a test. */
  readonly name: string;
  readonly exchange: Exchange;
  readonly body: Buffer;
}

/** By the row that is called in the dialect, which has the same name. */
export const corpusCases: readonly CorpusCase[] = Object.entries(corpus).flatMap(([provider, exchanges]) =>
  exchanges.map((exchange) => ({ provider, name: exchange.name, exchange, body: bytesOf(exchange.response) })),
);

/** Asks the model of the exchange, in its way. */
export function callFor({ provider, exchange }: CorpusCase): OrderedCall {
  const { model, isStream, task } = exchange.request;
  return task === undefined ? chatCall(requestOf({ provider, model }), { isStream }) : taskCall(task, taskOf({ provider, model }));
}

function taskCall({ kind, count }: ExchangeTask, terms: ReturnType<typeof taskOf>): OrderedCall {
  const image = { mediaType: 'image/png', source: { case: 'data' as const, value: Buffer.from('a picture') } };
  switch (kind) {
    case 'embeddings':
      return embedCall(create(EmbedRequestSchema, { ...terms, task: { inputs: Array.from({ length: count }, () => 'a text') } }));
    case 'image_generation':
      return imageCall(create(GenerateImageRequestSchema, { ...terms, task: { prompt: 'a picture', n: count } }));
    case 'image_analysis':
      return analyzeCall(create(AnalyzeImageRequestSchema, { ...terms, task: { images: Array.from({ length: count }, () => image) } }));
  }
}
