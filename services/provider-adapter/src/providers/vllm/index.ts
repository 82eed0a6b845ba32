// vLLM's server: https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html
//
// OpenAI's dialect with its status as error code, reasoning in a field of its own, and usage on every chunk for who
// asks. What constrains an answer beyond a JSON schema (structured_outputs, guided_choice, …) are fields of the row.
import type { Provider } from '../../adapter/provider.js';
import { openAiDialect } from '../../toolkit/index.js';

const { generateImage: _, ...spoken } = openAiDialect({
  differs: { lacks: ['user', 'service_tier'], refuses: ['document'] },
  adjust: (body, _order, { options }) =>
    options['continuous_usage'] === 'yes' && body['stream'] === true ? { ...body, stream_options: { include_usage: true, continuous_usage_stats: true } } : body,
});

export const vllm: Provider = {
  id: 'vllm',
  displayName: 'vLLM',
  defaultBaseUrl: 'http://127.0.0.1:8000/v1',
  documentation: 'https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html',
  isLocal: true,
  credential: { fields: [], known: [{ name: 'api_key', description: 'What the server was started with as --api-key.', example: 'token-abc123' }] },
  options: [{ name: 'continuous_usage', description: 'Asks for the usage on every chunk of a stream, so that a stream that breaks off has counted to there.', values: ['yes', 'no'], example: 'yes' }],
  exampleYaml: '- { id: vllm, type: vllm, base_url: "http://127.0.0.1:8000/v1", allow_private: true }',
  capabilities: new Set(['chat', 'stream', 'tools', 'vision', 'audio_input', 'reasoning', 'json_schema', 'embeddings', 'models']),
  cancelStopsBilling: 'yes',
  ...spoken,
};
