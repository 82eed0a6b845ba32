// Azure OpenAI: https://learn.microsoft.com/azure/ai-foundry/openai/reference
//
// OpenAI's dialect where the model is a deployment: named in the body of the v1 API, or in the path of the dated one,
// which a row asks for by its api_version. Paid for by a key or by a token of Entra.
import type { Provider } from '../../adapter/provider.js';
import { listOpenAiModels, openAiDialect, openAiErrorReader, type OpenAiDifferences } from '../../toolkit/index.js';
import { accountHeaders, forgetAccount } from './account-headers.js';
import { azureCredentials, azureOptions } from './fields.js';
import { pathOf } from './path.js';

const differs: OpenAiDifferences = { hasOpenAiReasoning: true, refuses: ['document'], errors: { DeploymentNotFound: 'model_gone', ResponsibleAIPolicyViolation: 'content_filter' } };
const readError = openAiErrorReader(differs);

export const azure: Provider = {
  id: 'azure',
  displayName: 'Azure OpenAI',
  defaultBaseUrl: '',
  documentation: 'https://learn.microsoft.com/azure/ai-foundry/openai/reference',
  isLocal: false,
  credential: { fields: [], known: azureCredentials },
  options: azureOptions,
  exampleYaml: '- { id: azure, type: azure, base_url: "https://acme.openai.azure.com", api_key: { env: AZURE_OPENAI_API_KEY } }',
  capabilities: new Set(['chat', 'stream', 'tools', 'vision', 'audio_input', 'reasoning', 'json_schema', 'embeddings', 'image_generation', 'models']),
  cancelStopsBilling: 'unknown',
  ...openAiDialect({
    headers: accountHeaders,
    path: (call, model, { options }) => pathOf({ call, deployment: model, apiVersion: options['api_version'] ?? '' }),
    differs,
    readError(body, status, header, context) {
      if (status === 401) forgetAccount(context);
      return readError(body, status, header);
    },
  }),
  listModels: async (context) => listOpenAiModels(context, { path: pathOf({ call: 'models', deployment: '', apiVersion: context.options['api_version'] ?? '' }), headers: { authorization: null, ...(await accountHeaders(context)) } }),
};
