// Ollama chat: https://github.com/ollama/ollama/blob/main/docs/api.md#generate-a-chat-completion
//
// One object of JSON per line, tool calls whole and without ids, and a prompt that is cut without a word unless the size
// of the window is told: num_ctx is always sent.
import type { Provider } from '../../adapter/provider.js';
import { bearer, postOrder, readJsonAnswer, readLines, requireStream } from '../../toolkit/index.js';
import { stepsOfEmbed, toEmbedRequest } from './embed.js';
import { readOllamaError } from './error.js';
import { listOllamaModels } from './list-models.js';
import { toOllamaRequest } from './request.js';
import { OllamaAnswer } from './answer.js';
import { ollamaUsageDialect } from './usage.js';

const path = '/api/chat';

export const ollama: Provider = {
  id: 'ollama',
  displayName: 'Ollama',
  defaultBaseUrl: 'http://127.0.0.1:11434',
  documentation: 'https://github.com/ollama/ollama/blob/main/docs/api.md',
  isLocal: true,
  credential: { fields: [], known: [{ name: 'api_key', description: "Only for Ollama's cloud or a proxy that asks for one; sent as a bearer token.", example: 'sk-ollama-0123456789' }] },
  options: [{ name: 'num_ctx', description: "The size of the window in tokens; the model's row when absent.", example: '8192' }],
  exampleYaml: '- { id: ollama, type: ollama, base_url: "http://127.0.0.1:11434", allow_private: true }',
  capabilities: new Set(['chat', 'stream', 'tools', 'vision', 'reasoning', 'json_schema', 'embeddings', 'models']),
  cancelStopsBilling: 'yes',
  usage: ollamaUsageDialect,

  async complete(order, context) {
    const body = { ...toOllamaRequest(order, context), stream: false };
    const response = await postOrder(context, { path, headers: bearer(context), body }, readOllamaError);
    const { answer } = await readJsonAnswer(response);
    return new OllamaAnswer(order.attemptId).takeWhole(answer);
  },

  async *stream(order, context) {
    const body = { ...toOllamaRequest(order, context), stream: true };
    const response = await postOrder(context, { path, headers: bearer(context), body }, readOllamaError);
    requireStream(response, /^application\/x-ndjson\b/i);
    const mapping = new OllamaAnswer(order.attemptId);
    for await (const lines of readLines(response)) {
      response.heard();
      const { steps, failure } = mapping.take(lines);
      if (steps.length > 0) yield steps;
      if (failure !== undefined) throw failure;
      if (mapping.isDone) return;
    }
    throw mapping.cut();
  },

  async embed(order, context) {
    const response = await postOrder(context, { path: '/api/embed', headers: bearer(context), body: toEmbedRequest(order) }, readOllamaError);
    return stepsOfEmbed((await readJsonAnswer(response)).answer);
  },

  listModels: listOllamaModels,
};
