// Anthropic's dialect: messages, token counts, the model list.
import type { IncomingHttpHeaders } from 'node:http';
import type { HttpDialect } from '../http/dialect.js';
import { countTokens } from './count-tokens.js';
import { errorBody, errorHeaders, errorStatus } from './error.js';
import { inDialect } from './field-names.js';
import { messages } from './messages.js';
import { modelObject, modelPage } from './models.js';

export const anthropicDialect: HttpDialect = {
  name: 'anthropic',
  owns,
  routes: [
    { method: 'POST', path: '/v1/messages', answer: messages },
    { method: 'POST', path: '/v1/messages/count_tokens', answer: countTokens },
    { method: 'GET', path: '/v1/models', answer: modelPage },
    { method: 'GET', path: '/v1/models/*', answer: modelObject },
  ],
  errorStatus,
  errorBody,
  errorHeaders,
  translate: inDialect,
};

/** Its own paths always; others where the caller says by the header of its SDKs that it is one of them. */
function owns(path: string, headers: IncomingHttpHeaders): boolean {
  return path === '/v1/messages' || path.startsWith('/v1/messages/') || headers['anthropic-version'] !== undefined;
}
