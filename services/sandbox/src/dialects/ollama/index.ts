// Ollama's native API: https://github.com/ollama/ollama/blob/main/docs/api.md

import type { Dialect, Endpoint } from '../dialect.js';
import { bearerToken } from '../bearer.js';
import { ollamaChat } from './chat.js';
import { ollamaEmbed } from './embed.js';
import { describeOllama } from './errors.js';
import { listOllamaModels, readShownName, showOllamaModel } from './models.js';

const endpoints: Record<string, { method: string; endpoint: Endpoint }> = {
  '/api/chat': { method: 'POST', endpoint: { kind: 'chat', chat: ollamaChat } },
  '/api/embed': { method: 'POST', endpoint: { kind: 'embed', embed: ollamaEmbed } },
  '/api/tags': { method: 'GET', endpoint: { kind: 'models', list: listOllamaModels } },
  '/api/show': { method: 'POST', endpoint: { kind: 'model_in_body', readName: readShownName, show: showOllamaModel } },
  '/api/version': { method: 'GET', endpoint: { kind: 'static', body: { version: '0.12.0' } } },
};

export function createOllama(): Dialect {
  return {
    id: 'ollama',
    basePath: '',
    keyRequired: false,
    readKey: (headers) => bearerToken(headers),
    findEndpoint(method, path) {
      const found = Object.hasOwn(endpoints, path) ? endpoints[path] : undefined;
      if (found === undefined) return undefined;
      return found.method === method ? found.endpoint : 'method_not_allowed';
    },
    describe: describeOllama,
    headers: () => ({}),
    canonicalModel: (name) => name.replace(/:latest$/, ''),
  };
}
