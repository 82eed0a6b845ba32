// LM Studio's server: https://lmstudio.ai/docs/developer/openai-compat
//
// OpenAI's dialect on the owner's own machine. Its errors are one sentence.
import type { Provider } from '../../adapter/provider.js';
import { openAiDialect } from '../../toolkit/index.js';

const { generateImage: _, ...spoken } = openAiDialect({ differs: { lacks: ['user', 'service_tier', 'parallel_tool_calls'], refuses: ['document', 'audio'] } });

export const lmstudio: Provider = {
  id: 'lmstudio',
  displayName: 'LM Studio',
  defaultBaseUrl: 'http://127.0.0.1:1234/v1',
  documentation: 'https://lmstudio.ai/docs/developer/openai-compat',
  isLocal: true,
  credential: { fields: [], known: [{ name: 'api_key', description: 'A token of the server, where it asks for one.', example: 'sk-lm-0123456789' }] },
  exampleYaml: '- { id: lmstudio, type: lmstudio, base_url: "http://127.0.0.1:1234/v1", allow_private: true }',
  capabilities: new Set(['chat', 'stream', 'tools', 'vision', 'reasoning', 'json_schema', 'embeddings', 'models']),
  cancelStopsBilling: 'yes',
  ...spoken,
};
