// Clarifai's image models by its REST API: https://docs.clarifai.com/resources/api-overview/api-outputs
//
// It looks at pictures and names concepts with scores, of its own models (general detection, NSFW) or of a user's.
// There is no conversation, and it bills by the picture.
import type { Provider } from '../../adapter/provider.js';
import { postOrder, readJsonAnswer } from '../../toolkit/index.js';
import { accountHeaders, outputsPathOf } from './account.js';
import { readClarifaiError } from './error.js';
import { listClarifaiModels } from './list-models.js';
import { toClarifaiRequest } from './request.js';
import { stepsOfOutputs } from './response.js';

export const clarifai: Provider = {
  id: 'clarifai',
  displayName: 'Clarifai',
  defaultBaseUrl: 'https://api.clarifai.com',
  documentation: 'https://docs.clarifai.com/resources/api-overview/api-outputs',
  isLocal: false,
  credential: { fields: ['api_key'], known: [{ name: 'api_key', description: 'A personal access token, sent as Authorization: Key.', isRequired: true, example: '0123…' }] },
  options: [
    { name: 'user_id', description: 'Whose models are called; clarifai when absent, for its own.', example: 'my-user' },
    { name: 'app_id', description: 'The app that has the models; main when absent.', example: 'my-app' },
  ],
  exampleYaml: '- { id: clarifai, type: clarifai, api_key: { env: CLARIFAI_PAT } }',
  capabilities: new Set(['image_analysis', 'models']),
  cancelStopsBilling: 'unknown',
  usage: { within: {}, counting: 'cumulative' },

  async analyzeImage(order, context) {
    const call = { path: outputsPathOf(context, order.model), headers: accountHeaders(context), body: toClarifaiRequest(order) };
    return stepsOfOutputs((await readJsonAnswer(await postOrder(context, call, readClarifaiError))).answer, { asked: order.images.length });
  },

  listModels: listClarifaiModels,
};
