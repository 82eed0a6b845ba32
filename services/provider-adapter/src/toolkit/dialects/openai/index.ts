// OpenAI's wire dialect: https://platform.openai.com/docs/api-reference
//
// Also the dialect of everything that calls itself OpenAI-compatible, so it takes a little more than OpenAI sends:
// reasoning texts, usage on every chunk, a stated charge, calls without ids.
import type { ChatOrder } from '../../../adapter/chat-order.js';
import type { Provider, ProviderAccount, ProviderContext } from '../../../adapter/provider.js';
import { bearer } from '../../bearer.js';
import { postOrder } from '../../http/post-order.js';
import { readJsonAnswer, requireStream } from '../../http/read-body.js';
import { readSse } from '../../stream/read-stream.js';
import { stepsOfEmbeddings, toEmbeddingsRequest } from './embeddings.js';
import { readOpenAiError } from './error.js';
import { stepsOfImages, toImagesRequest } from './images.js';
import { listOpenAiModels } from './list-models.js';
import { toOpenAiRequest } from './request.js';
import { stepsOfCompletion } from './response.js';
import { OpenAiStream } from './stream.js';
import { openAiUsageDialect } from './usage.js';

export interface OpenAiDialectOptions {
  /** Who pays; a bearer token from the field api_key when absent. */
  readonly headers?: (account: ProviderAccount) => Record<string, string>;
  /** Where a call goes, below the base URL; the model is given because some vendors put it there. */
  readonly path?: (call: OpenAiCall, model: string, account: ProviderAccount) => string;
  /** The last word on the body of a chat. */
  readonly adjust?: (body: Record<string, unknown>, order: ChatOrder, context: Pick<ProviderContext, 'warn' | 'options'>) => Record<string, unknown>;
}

export type OpenAiCall = 'chat' | 'embeddings' | 'images';

const paths: Readonly<Record<OpenAiCall, string>> = { chat: '/chat/completions', embeddings: '/embeddings', images: '/images/generations' };

type Spoken = Required<Pick<Provider, 'usage' | 'complete' | 'stream' | 'embed' | 'generateImage' | 'listModels'>>;

/** All that the dialect has; a vendor without pictures or vectors leaves those out. */
export function openAiDialect({ headers = bearer, path = (call) => paths[call], adjust = (body) => body }: OpenAiDialectOptions = {}): Spoken {
  return {
    usage: openAiUsageDialect,

    async complete(order, context) {
      const body = adjust({ ...toOpenAiRequest(order, context), stream: false }, order, context);
      const response = await postOrder(context, { path: path('chat', order.model, context), headers: headers(context), body }, readOpenAiError);
      const { text, answer } = await readJsonAnswer(response);
      return stepsOfCompletion(answer, text, order.attemptId);
    },

    async *stream(order, context) {
      const body = adjust({ ...toOpenAiRequest(order, context), stream: true, stream_options: { include_usage: true } }, order, context);
      const response = await postOrder(context, { path: path('chat', order.model, context), headers: { ...headers(context), accept: 'text/event-stream' }, body }, readOpenAiError);
      requireStream(response, /^text\/event-stream\b/i);
      const mapping = new OpenAiStream(order.attemptId);
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
      const response = await postOrder(context, { path: path('embeddings', order.model, context), headers: headers(context), body: toEmbeddingsRequest(order) }, readOpenAiError);
      const { text, answer } = await readJsonAnswer(response);
      return stepsOfEmbeddings(answer, text);
    },

    async generateImage(order, context) {
      const response = await postOrder(context, { path: path('images', order.model, context), headers: headers(context), body: toImagesRequest(order, context) }, readOpenAiError);
      const { text, answer } = await readJsonAnswer(response);
      return stepsOfImages(answer, text, order);
    },

    listModels: listOpenAiModels,
  };
}
