// OpenAI chat completions: https://platform.openai.com/docs/api-reference/chat
//
// Also the dialect of everything that calls itself OpenAI-compatible, so it takes a little more than OpenAI sends:
// reasoning texts, usage on every chunk, a stated charge, calls without ids.
import type { Provider } from '../../adapter/provider.js';
import { postOrder, readJsonAnswer, readSse, requireStream } from '../../toolkit/index.js';
import { readOpenAiError } from './error.js';
import { accountHeaders } from './headers.js';
import { listOpenAiModels } from './list-models.js';
import { toOpenAiRequest } from './request.js';
import { stepsOfCompletion } from './response.js';
import { OpenAiStream } from './stream.js';
import { openAiUsageDialect } from './usage.js';

const path = '/chat/completions';

export const openai: Provider = {
  id: 'openai',
  displayName: 'OpenAI and compatible servers',
  defaultBaseUrl: 'https://api.openai.com/v1',
  documentation: 'https://platform.openai.com/docs/api-reference/chat',
  isLocal: false,
  credential: { fields: ['api_key'] },
  capabilities: new Set(['chat', 'stream', 'tools', 'vision', 'documents', 'audio_input', 'reasoning', 'json_schema', 'models']),
  cancelStopsBilling: 'unknown',
  usage: openAiUsageDialect,

  async complete(order, context) {
    const body = { ...toOpenAiRequest(order, context), stream: false };
    const response = await postOrder(context, { path, headers: accountHeaders(context), body }, readOpenAiError);
    const { text, answer } = await readJsonAnswer(response);
    return stepsOfCompletion(answer, text, order.attemptId);
  },

  async *stream(order, context) {
    const body = { ...toOpenAiRequest(order, context), stream: true, stream_options: { include_usage: true } };
    const response = await postOrder(context, { path, headers: { ...accountHeaders(context), accept: 'text/event-stream' }, body }, readOpenAiError);
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

  listModels: listOpenAiModels,
};
