// Hugging Face: https://huggingface.co/docs/inference-providers
//
// Chat in OpenAI's dialect, by the router, at whichever vendor serves the model; vectors, pictures and labels by the
// paths of hf-inference, one path per model.
import type { Provider } from '../../adapter/provider.js';
import { imageAnswerBytesMax } from '../../limits.js';
import { listOpenAiModels, openAiDialect, postOrder, readFile, readJsonList, type OpenAiDifferences } from '../../toolkit/index.js';
import { accountHeaders } from './account-headers.js';
import { errors, readHuggingFaceError as readError } from './error.js';
import { modelPath } from './path.js';
import { toClassificationRequest, toExtractionRequest, toPaintingRequest } from './request.js';
import { stepsOfLabels, stepsOfPicture, stepsOfVectors } from './response.js';

const differs: OpenAiDifferences = { lacks: ['user', 'service_tier'], refuses: ['document', 'audio'], errors };
const { complete, stream, usage } = openAiDialect({ differs, readError, headers: accountHeaders, path: () => '/v1/chat/completions' });

export const huggingface: Provider = {
  id: 'huggingface',
  displayName: 'Hugging Face Inference Providers',
  defaultBaseUrl: 'https://router.huggingface.co',
  documentation: 'https://huggingface.co/docs/inference-providers',
  isLocal: false,
  credential: { fields: ['api_key'], known: [{ name: 'api_key', description: 'A token that may call Inference Providers, sent as a bearer token.', isRequired: true, example: 'hf_0123456789' }] },
  options: [{ name: 'bill_to', description: 'The organization that pays, sent as X-HF-Bill-To.', example: 'acme' }],
  exampleYaml: '- { id: huggingface, type: huggingface, api_key: { env: HF_TOKEN } }',
  capabilities: new Set(['chat', 'stream', 'tools', 'vision', 'reasoning', 'json_schema', 'embeddings', 'image_generation', 'image_analysis', 'models']),
  // https://openrouter.ai/docs/api-reference/streaming names it among those that go on.
  cancelStopsBilling: 'no',
  usage,
  complete,
  stream,

  async embed(order, context) {
    const call = { path: modelPath(order.model, 'feature-extraction'), headers: accountHeaders(context), body: toExtractionRequest(order, context) };
    const response = await postOrder(context, call, readError);
    return stepsOfVectors(await readJsonList(response), { tokens: response.header('x-compute-tokens'), count: order.inputs.length });
  },

  async generateImage(order, context) {
    const call = { path: modelPath(order.model), headers: { ...accountHeaders(context), accept: 'image/png' }, body: toPaintingRequest(order, context) };
    return stepsOfPicture(await readFile(await postOrder(context, call, readError), /^image\//i, { bytesMax: imageAnswerBytesMax }));
  },

  async analyzeImage(order, context) {
    const response = await postOrder(context, { path: modelPath(order.model), headers: accountHeaders(context), body: toClassificationRequest(order) }, readError);
    return stepsOfLabels(await readJsonList(response));
  },

  listModels: (context) => listOpenAiModels(context, { path: '/v1/models' }),
};
