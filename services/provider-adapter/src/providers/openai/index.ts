// OpenAI itself: https://platform.openai.com/docs/api-reference
//
// Nothing of its own but who pays: the dialect is in the toolkit, since half of the field speaks it.
import type { Provider } from '../../adapter/provider.js';
import { openAiDialect } from '../../toolkit/index.js';
import { accountHeaders } from './account-headers.js';

export const openai: Provider = {
  id: 'openai',
  displayName: 'OpenAI and compatible servers',
  defaultBaseUrl: 'https://api.openai.com/v1',
  documentation: 'https://platform.openai.com/docs/api-reference/chat',
  isLocal: false,
  credential: { fields: ['api_key'] },
  options: [{ name: 'output_cap_field', description: 'The name of the field that caps the answer, for models that do not reason.', values: ['max_tokens', 'max_completion_tokens'], example: 'max_completion_tokens' }],
  exampleYaml: '- { id: openai, type: openai, api_key: { env: OPENAI_API_KEY } }',
  capabilities: new Set(['chat', 'stream', 'tools', 'vision', 'documents', 'audio_input', 'reasoning', 'json_schema', 'embeddings', 'image_generation', 'batches', 'models']),
  cancelStopsBilling: 'unknown',
  ...openAiDialect({ headers: accountHeaders, sellsBatches: true }),
};
