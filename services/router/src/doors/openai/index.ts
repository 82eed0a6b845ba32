// OpenAI's dialect: chat completions, responses, embeddings, pictures, the model list.
import { overviewOf } from '../../domain/overview.js';
import type { HttpDialect } from '../http/dialect.js';
import { chatCompletions } from './chat-completions.js';
import { inDialect } from './field-names.js';
import { embeddings } from './embeddings.js';
import { errorBody, errorHeaders, errorStatus } from './error.js';
import { imageGenerations } from './images.js';
import { inDialect as inResponses } from './responses/field-names.js';
import { responses } from './responses/responses.js';
import { modelList, modelObject } from './models.js';

export const openAiDialect: HttpDialect = {
  name: 'openai',
  owns: () => true,
  routes: [
    { method: 'POST', path: '/v1/chat/completions', answer: chatCompletions },
    { method: 'POST', path: '/v1/responses', answer: responses, translate: inResponses },
    { method: 'POST', path: '/v1/embeddings', answer: embeddings },
    { method: 'POST', path: '/v1/images/generations', answer: imageGenerations },
    { method: 'GET', path: '/v1/models', answer: (call) => modelList(overviewOf(call.catalog, call.principal)) },
    // Names contain slashes and colons, hence the wildcard.
    { method: 'GET', path: '/v1/models/*', answer: (call) => modelObject(overviewOf(call.catalog, call.principal), call.rest) },
  ],
  errorStatus,
  errorBody,
  errorHeaders,
  translate: inDialect,
};
