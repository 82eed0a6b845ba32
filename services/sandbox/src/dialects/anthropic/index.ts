// Anthropic: https://docs.claude.com/en/api (messages, batches of messages, models).

import type { Dialect, DialectDependencies, Endpoint } from '../dialect.js';
import { bearerToken } from '../bearer.js';
import { decodeName } from '../decode-name.js';
import { findBatchWire } from './batch-paths.js';
import { describeAnthropic } from './errors.js';
import { createMessages } from './messages.js';
import { listAnthropicModels, showAnthropicModel } from './models.js';
import { createPromptCache } from './prompt-cache.js';

const models: Endpoint = { kind: 'models', list: listAnthropicModels };
const modelPrefix = '/v1/models/';

export function createAnthropic({ now }: DialectDependencies): Dialect {
  const chat = createMessages(createPromptCache({ now }));
  const messages: Endpoint = { kind: 'chat', chat };
  return {
    id: 'anthropic',
    // Its SDK puts /v1 before every path itself.
    basePath: '',
    keyRequired: true,
    readKey(headers) {
      const key = headers['x-api-key'];
      return typeof key === 'string' && key !== '' ? key : bearerToken(headers);
    },
    findEndpoint(method, path) {
      if (path === '/v1/messages') return method === 'POST' ? messages : 'method_not_allowed';
      const batches = findBatchWire(method, path, chat);
      if (batches !== undefined) return batches;
      if (path === '/v1/models') return method === 'GET' ? models : 'method_not_allowed';
      if (path.startsWith(modelPrefix) && method === 'GET') {
        return { kind: 'model', name: decodeName(path.slice(modelPrefix.length)), show: showAnthropicModel };
      }
      return undefined;
    },
    describe: describeAnthropic,
    headers: (requestId) => ({ 'request-id': `req_${requestId}` }),
  };
}
