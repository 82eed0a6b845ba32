// OpenRouter: https://openrouter.ai/docs/api-reference/overview
//
// OpenAI's dialect in front of many vendors: which of them may serve is said by the row's options, what the call cost
// stands in the usage block, and error codes are statuses, inside a stream too.
import type { Provider } from '../../adapter/provider.js';
import { listOpenAiModels, openAiDialect } from '../../toolkit/index.js';
import { readOpenRouterError } from './error.js';
import { accountHeaders } from './headers.js';
import { readListedModel } from './listed-model.js';
import { openRouterOptions } from './options.js';
import { withPreferences } from './preferences.js';

const { generateImage: _, ...spoken } = openAiDialect({
  headers: accountHeaders,
  readError: readOpenRouterError,
  // https://openrouter.ai/docs/use-cases/usage-accounting: in USD.
  differs: { hasReasoningObject: true, errors: { 402: 'quota' }, charge: { field: 'cost', beside: 'prompt_tokens' } },
  adjust: (body, _order, { options }) => withPreferences(body, options),
});

export const openrouter: Provider = {
  id: 'openrouter',
  displayName: 'OpenRouter',
  defaultBaseUrl: 'https://openrouter.ai/api/v1',
  documentation: 'https://openrouter.ai/docs/api-reference/overview',
  isLocal: false,
  credential: { fields: ['api_key'], known: [{ name: 'api_key', description: 'The key, sent as a bearer token.', isRequired: true, example: 'sk-or-v1-0123456789' }] },
  options: openRouterOptions,
  exampleYaml: '- { id: openrouter, type: openrouter, api_key: { env: OPENROUTER_API_KEY }, options: { provider_sort: price, data_collection: deny } }',
  capabilities: new Set(['chat', 'stream', 'tools', 'vision', 'documents', 'audio_input', 'reasoning', 'json_schema', 'embeddings', 'models']),
  // https://openrouter.ai/docs/api-reference/streaming: with some of its vendors yes, with others no.
  cancelStopsBilling: 'unknown',
  ...spoken,
  listModels: (context) => listOpenAiModels(context, { read: readListedModel }),
};
