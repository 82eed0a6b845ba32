// OpenAI: https://platform.openai.com/docs/api-reference (chat, embeddings, images, models).

import type { Dialect, Endpoint } from '../dialect.js';
import { bearerToken } from '../bearer.js';
import { decodeName } from '../decode-name.js';
import { openAiChat } from './chat.js';
import { openAiEmbeddings } from './embeddings.js';
import { openAiImages } from './images.js';
import { describeOpenAi } from './errors.js';
import { listOpenAiModels, showOpenAiModel } from './models.js';

const chat: Endpoint = { kind: 'chat', chat: openAiChat };
const embeddings: Endpoint = { kind: 'embed', embed: openAiEmbeddings };
const images: Endpoint = { kind: 'image', image: openAiImages };
const models: Endpoint = { kind: 'models', list: listOpenAiModels };
const modelPrefix = '/v1/models/';

export function createOpenAi(): Dialect {
  return {
    id: 'openai',
    basePath: '/v1',
    keyRequired: true,
    readKey: (headers) => bearerToken(headers),
    findEndpoint(method, path) {
      if (path === '/v1/chat/completions') return method === 'POST' ? chat : 'method_not_allowed';
      if (path === '/v1/embeddings') return method === 'POST' ? embeddings : 'method_not_allowed';
      if (path === '/v1/images/generations') return method === 'POST' ? images : 'method_not_allowed';
      if (path === '/v1/models') return method === 'GET' ? models : 'method_not_allowed';
      if (path.startsWith(modelPrefix) && method === 'GET') {
        return { kind: 'model', name: decodeName(path.slice(modelPrefix.length)), show: showOpenAiModel };
      }
      return undefined;
    },
    describe: describeOpenAi,
    headers: (requestId) => ({ 'x-request-id': `req_${requestId}`, 'openai-version': '2020-10-01', 'openai-processing-ms': '1' }),
  };
}
