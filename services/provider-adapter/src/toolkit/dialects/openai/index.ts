// OpenAI's wire dialect: https://platform.openai.com/docs/api-reference
//
// Also the dialect of everything that calls itself OpenAI-compatible, so it takes a little more than OpenAI sends:
// reasoning texts, usage on every chunk, a stated charge, calls without ids.
import type { ChatOrder } from '../../../adapter/chat-order.js';
import type { Provider, ProviderAccount, ProviderContext } from '../../../adapter/provider.js';
import { imageAnswerBytesMax } from '../../../limits.js';
import { bearer } from '../../bearer.js';
import type { ReadVendorError, VendorError } from '../../http/answer-failure.js';
import { postOrder } from '../../http/post-order.js';
import { readJsonAnswer, requireStream } from '../../http/read-body.js';
import { readSse } from '../../stream/read-stream.js';
import { openAiBatches } from './batches.js';
import { stepsOfEmbeddings, toEmbeddingsRequest } from './embeddings.js';
import { adaptBody, differencesFor, refuseEssentials } from './adapt-body.js';
import type { OpenAiDifferences } from './differences.js';
import { openAiErrorReader } from './error.js';
import { stepsOfImages, toImagesRequest } from './images.js';
import { listOpenAiModels } from './list-models.js';
import { openAiItself, toOpenAiRequest } from './request.js';
import { stepsOfCompletion } from './response.js';
import { OpenAiStream } from './stream.js';
import { usageDialectOf } from './usage.js';

export interface OpenAiDialectOptions {
  /** Who pays; a bearer token from the field api_key when absent. */
  readonly headers?: (account: ProviderContext) => Record<string, string> | Promise<Record<string, string>>;
  /** Where a call goes, below the base URL; the model is given because some vendors put it there. */
  readonly path?: (call: OpenAiCall, model: string, account: ProviderAccount) => string;
  /** What the vendor says otherwise than OpenAI. */
  readonly differs?: OpenAiDifferences;
  /** The vendor's own reading of an error, told whose call it was; the dialect's when absent. */
  readonly readError?: (...error: [...Parameters<ReadVendorError>, context: ProviderContext]) => VendorError;
  /** The vendor takes files of conversations as OpenAI does. */
  readonly sellsBatches?: boolean;
  /** The last word on the body of a chat. */
  readonly adjust?: (body: Record<string, unknown>, order: ChatOrder, context: Pick<ProviderContext, 'warn' | 'options'>) => Record<string, unknown>;
}

export type OpenAiCall = 'chat' | 'embeddings' | 'images';

const paths: Readonly<Record<OpenAiCall, string>> = { chat: '/chat/completions', embeddings: '/embeddings', images: '/images/generations' };

type Spoken = Required<Pick<Provider, 'usage' | 'complete' | 'stream' | 'embed' | 'generateImage' | 'listModels'>> & Pick<Provider, 'batches'>;

/** All that the dialect has; a vendor without pictures or vectors leaves those out. */
export function openAiDialect(options: OpenAiDialectOptions = {}): Spoken {
  const { headers = bearer, path = (call) => paths[call], adjust = (body) => body, differs = openAiItself } = options;
  const readError = options.readError ?? openAiErrorReader(differs);

  const post = async (call: OpenAiCall, { model, body }: { model: string; body: unknown }, context: ProviderContext, accept?: string) =>
    postOrder(context, { path: path(call, model, context), headers: accept === undefined ? {} : { accept }, authorise: () => headers(context), body }, (said, status, header) => readError(said, status, header, context));

  const bodyOf = (order: ChatOrder, context: Pick<ProviderContext, 'warn' | 'options'>, stream: Record<string, unknown>): Record<string, unknown> => {
    refuseEssentials(order, differs);
    return adjust({ ...adaptBody({ ...toOpenAiRequest(order, context, differs) }, differencesFor(order, differs), context), ...stream }, order, context);
  };

  return {
    usage: usageDialectOf(differs),

    async complete(order, context) {
      const response = await post('chat', { model: order.model, body: bodyOf(order, context, { stream: false }) }, context);
      const { text, answer } = await readJsonAnswer(response);
      return stepsOfCompletion(answer, text, order.attemptId, differs);
    },

    async *stream(order, context) {
      const stream = { stream: true, ...(differs.tellsUsageUnasked === true ? {} : { stream_options: { include_usage: true } }) };
      const response = await post('chat', { model: order.model, body: bodyOf(order, context, stream) }, context, 'text/event-stream');
      requireStream(response, /^text\/event-stream\b/i);
      const mapping = new OpenAiStream(order.attemptId, differs);
      for await (const events of readSse(response)) {
        response.heard();
        const { steps, failure } = mapping.take(events);
        if (steps.length > 0) yield steps;
        if (failure !== undefined) throw failure;
        if (mapping.isDone) return;
      }
      throw mapping.cut();
    },

    async embed(order, context) {
      const body = adaptBody({ ...toEmbeddingsRequest(order, differs) }, differs.embeddings ?? {}, context);
      const { text, answer } = await readJsonAnswer(await post('embeddings', { model: order.model, body }, context));
      return stepsOfEmbeddings(answer, text, differs);
    },

    async generateImage(order, context) {
      const { answer } = await readJsonAnswer(await post('images', { model: order.model, body: toImagesRequest(order, context) }, context), { bytesMax: imageAnswerBytesMax });
      return stepsOfImages(answer, order);
    },

    ...(options.sellsBatches === true ? { batches: openAiBatches({ itemOf: (order, context) => bodyOf(order, context, {}), readError: openAiErrorReader(differs), differs }) } : {}),

    listModels: listOpenAiModels,
  };
}
