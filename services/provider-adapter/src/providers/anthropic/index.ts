// Anthropic messages: https://docs.claude.com/en/api/messages
//
// Instructions stand apart from the turns, blocks begin and end by themselves, cached input is counted beside the rest,
// and the first event of a stream has a usage that is not the last word.
import type { Provider } from '../../adapter/provider.js';
import { postOrder, readJsonAnswer, readSse, requireStream } from '../../toolkit/index.js';
import { anthropicBatches } from './batches.js';
import { readAnthropicError } from './error.js';
import { accountHeaders } from './headers.js';
import { listAnthropicModels } from './list-models.js';
import { toAnthropicRequest } from './request.js';
import { stepsOfMessage } from './response.js';
import { AnthropicStream } from './stream.js';
import { anthropicUsageDialect } from './usage.js';

const path = '/v1/messages';

export const anthropic: Provider = {
  id: 'anthropic',
  displayName: 'Anthropic',
  defaultBaseUrl: 'https://api.anthropic.com',
  documentation: 'https://docs.claude.com/en/api/messages',
  isLocal: false,
  credential: { fields: ['api_key'] },
  options: [{ name: 'beta', description: 'Features that are not yet for everybody, sent as anthropic-beta.', example: 'context-1m-2025-08-07' }],
  exampleYaml: '- { id: anthropic, type: anthropic, api_key: { env: ANTHROPIC_API_KEY } }',
  capabilities: new Set(['chat', 'stream', 'tools', 'vision', 'documents', 'reasoning', 'json_schema', 'prompt_cache', 'batches', 'models']),
  cancelStopsBilling: 'unknown',
  usage: anthropicUsageDialect,

  async complete(order, context) {
    const body = { ...toAnthropicRequest(order, context), stream: false };
    const response = await postOrder(context, { path, headers: accountHeaders(context), body }, readAnthropicError);
    return stepsOfMessage((await readJsonAnswer(response)).answer);
  },

  async *stream(order, context) {
    const body = { ...toAnthropicRequest(order, context), stream: true };
    const response = await postOrder(context, { path, headers: { ...accountHeaders(context), accept: 'text/event-stream' }, body }, readAnthropicError);
    requireStream(response, /^text\/event-stream\b/i);
    const mapping = new AnthropicStream();
    for await (const events of readSse(response)) {
      const { steps, failure, isPing } = mapping.take(events);
      if (!isPing) response.heard();
      if (steps.length > 0) yield steps;
      if (failure !== undefined) throw failure;
      if (mapping.isDone) return;
    }
    throw mapping.cut();
  },

  batches: anthropicBatches,

  listModels: listAnthropicModels,
};
