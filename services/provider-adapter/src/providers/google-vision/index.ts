// Google Cloud Vision: https://cloud.google.com/vision/docs/reference/rest/v1/images/annotate
//
// A type of its own beside google: another address, another bill, and no conversation. Its models are the features that it has.
import type { Provider } from '../../adapter/provider.js';
import { forgettingToken, postOrder, readGoogleError, readJsonAnswer } from '../../toolkit/index.js';
import { accountHeaders } from './account.js';
import { features } from './features.js';
import { toAnnotateRequest } from './request.js';
import { stepsOfResponses } from './response.js';

export const googleVision: Provider = {
  id: 'google-vision',
  displayName: 'Google Cloud Vision',
  defaultBaseUrl: 'https://vision.googleapis.com',
  documentation: 'https://cloud.google.com/vision/docs/reference/rest/v1/images/annotate',
  isLocal: false,
  credential: {
    fields: [],
    known: [
      { name: 'api_key', description: 'An API key of Google Cloud, sent as x-goog-api-key.', example: 'AIza…' },
      { name: 'service_account_json', description: 'The key file of a service account; tokens are fetched with it and kept until they end.', example: '{"type": "service_account", …}' },
      { name: 'access_token', description: 'A token that somebody else renews.', example: 'ya29.…' },
    ],
  },
  options: [{ name: 'project', description: 'The Google Cloud project that is billed, sent as x-goog-user-project; the one of the credential when absent.', example: 'my-project-123' }],
  exampleYaml: '- { id: google-vision, type: google-vision, api_key: { env: GOOGLE_VISION_API_KEY } }',
  capabilities: new Set(['image_analysis']),
  cancelStopsBilling: 'unknown',
  usage: { within: {}, counting: 'cumulative' },

  async analyzeImage(order, context) {
    const body = toAnnotateRequest(order);
    return forgettingToken(context, async () => {
      const call = { path: '/v1/images:annotate', headers: {}, authorise: () => accountHeaders(context), body };
      return stepsOfResponses((await readJsonAnswer(await postOrder(context, call, readGoogleError))).answer, { asked: order.images.length });
    });
  },

  // The vendor has no list: its features are those of its reference page.
  listModels: () => Promise.resolve(Object.keys(features).map((id) => ({ id, ownedBy: 'google', capabilities: ['image_analysis'] }))),
};
