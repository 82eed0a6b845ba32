// OpenAI's responses API, which some models are sold by alone: https://platform.openai.com/docs/api-reference/responses
import type { Provider } from '../../../adapter/provider.js';
import { openAiErrorReader, postOrder, readJsonAnswer, readSse, requireStream } from '../../../toolkit/index.js';
import { accountHeaders } from '../account-headers.js';
import { toResponsesRequest } from './request.js';
import { stepsOfResponse } from './response.js';
import { ResponsesStream } from './stream.js';

const path = '/responses';
const readError = openAiErrorReader({});

export const responses: Required<Pick<Provider, 'complete' | 'stream'>> = {
  async complete(order, context) {
    const body = { ...toResponsesRequest(order, context), stream: false };
    const response = await postOrder(context, { path, headers: accountHeaders(context), body }, readError);
    return stepsOfResponse((await readJsonAnswer(response)).answer, order.attemptId);
  },

  async *stream(order, context) {
    const body = { ...toResponsesRequest(order, context), stream: true };
    const response = await postOrder(context, { path, headers: { ...accountHeaders(context), accept: 'text/event-stream' }, body }, readError);
    requireStream(response, /^text\/event-stream\b/i);
    const mapping = new ResponsesStream(order.attemptId);
    for await (const events of readSse(response)) {
      response.heard();
      const { steps, failure } = mapping.take(events);
      if (steps.length > 0) yield steps;
      if (failure !== undefined) throw failure;
      if (mapping.isDone) return;
    }
    throw mapping.cut();
  },
};
